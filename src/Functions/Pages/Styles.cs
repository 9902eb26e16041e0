namespace Tollgate.Functions.Pages;

/// <summary>The styles of the pages. Documents have more than cards need.</summary>
internal static class Styles
{
    public const string Card = """
        :root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--text:#1b1f24;--dim:#545d68;--line:#c4cad1;--key:#0b57a4;--on-key:#fff;--bad:#a3161f;--bad-ground:#fdecec}
        @media (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1e2329;--text:#e8ebee;--dim:#a6b0bb;--line:#4a545f;--key:#8cc1ff;--on-key:#0c1b2b;--bad:#ffb3b3;--bad-ground:#3a1b1d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
        main{max-width:26rem;margin:0 auto;padding:1rem;min-height:100vh;display:flex;flex-direction:column;justify-content:center}
        main.wide{max-width:52rem;justify-content:flex-start}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.75rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
        h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
        p{margin:.5rem 0}
        .dim{color:var(--dim)}
        label{display:block;font-weight:600;margin:1rem 0 .25rem}
        input{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:.5rem;padding:.65rem .75rem}
        button,.button{display:inline-block;font:inherit;font-weight:600;border-radius:.5rem;padding:.65rem 1.25rem;border:1px solid var(--key);background:var(--key);color:var(--on-key);cursor:pointer;text-decoration:none}
        button.quiet,.button.quiet{background:transparent;color:var(--key)}
        a{color:var(--key)}
        :focus-visible{outline:3px solid var(--key);outline-offset:2px}
        .row{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
        .problem{background:var(--bad-ground);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0;overflow-wrap:anywhere}
        ul{padding-left:1.25rem;margin:.5rem 0}
        code,pre{font:.9rem/1.45 ui-monospace,monospace}
        pre{background:var(--ground);border-radius:.5rem;padding:1rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
        .name{overflow-wrap:anywhere}
        bdi{font-weight:600}
        .code{font:700 1.75rem/1.4 ui-monospace,monospace;letter-spacing:.12em;text-align:center;background:var(--ground);border-radius:.5rem;padding:.5rem;margin:.75rem 0}
        """;

    public const string Document = Card + """

        body.document{background:var(--card)}
        .document main{display:block;max-width:52rem;padding:1.5rem 1.25rem 4rem}
        .document h1{font-size:2rem;margin-bottom:.75rem}
        .document h2{font-size:1.4rem;line-height:1.3;margin:2.75rem 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--line)}
        .document h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
        .document li{margin:.25rem 0}
        .document code{background:var(--ground);border-radius:.25rem;padding:.05rem .3rem;overflow-wrap:anywhere}
        ol{padding-left:1.5rem;margin:.5rem 0}
        dl{margin:.75rem 0}
        dt{font-weight:600;margin-top:.6rem}
        dd{margin:0;overflow-wrap:anywhere}
        footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--dim)}
        .unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .languages ul,.links{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
        .languages{margin-bottom:1.5rem}
        .languages [aria-current]{font-weight:600}
        .standards{columns:2 16rem;column-gap:2rem}
        .standards li{break-inside:avoid}
        .contents{margin:2rem 0 0;padding:1rem 1.25rem;background:var(--ground);border-radius:.75rem}
        .contents ul{list-style:none;padding:0;margin:0;columns:2 14rem;column-gap:2rem}
        .note{margin:1.25rem 0;padding:1rem 1.25rem;background:var(--ground);border-radius:.75rem}
        .note>:first-child{margin-top:0}
        .note>:last-child{margin-bottom:0}
        .note .row{margin-top:.75rem}
        .note pre{background:var(--card)}
        .strong{border:2px solid var(--key)}
        .notice{background:var(--ground);border-left:4px solid var(--key);border-radius:.25rem;padding:.75rem 1rem;margin:1rem 0}
        .label{font-weight:600;margin:.75rem 0 .25rem}
        fieldset{border:0;margin:0;padding:0;min-width:0}
        .tabs{position:relative;margin:.75rem 0}
        .tabs input{position:absolute;width:1px;height:1px;padding:0;opacity:0}
        .tabs label{display:inline-block;margin:0 .25rem 0 0;padding:.4rem .9rem;border-radius:.5rem .5rem 0 0;color:var(--key);cursor:pointer}
        .tabs input:checked+label{background:var(--ground);color:var(--text)}
        .tabs input:focus-visible+label{outline:3px solid var(--key);outline-offset:-3px}
        .tabs .panel{display:none}
        .tabs .panel pre{border-top-left-radius:0}
        .tabs input:nth-of-type(1):checked~.panel:nth-of-type(1),.tabs input:nth-of-type(2):checked~.panel:nth-of-type(2),.tabs input:nth-of-type(3):checked~.panel:nth-of-type(3){display:block}
        .panel .form{display:none}
        .copied{position:relative}
        .copied pre{padding-right:1rem;padding-bottom:3.25rem}
        .copied button{position:absolute;right:.5rem;bottom:.5rem;padding:.25rem .75rem;font-size:.875rem}
        @media (min-width:30rem){.tabs .copied pre{padding-bottom:1rem}.tabs .copied button{right:0;bottom:calc(100% + .25rem)}}
        .note .copied pre{padding:1rem 6.5rem 1rem 1rem}
        .note .copied button{bottom:auto;top:.6rem}
        .screen{max-width:26rem;margin:1rem 0;padding:1rem 1.5rem;border:2px solid var(--text);border-radius:.75rem;overflow-wrap:anywhere}
        .typed{font:700 1.5rem/1.4 ui-monospace,monospace;letter-spacing:.12em}
        .sheet{max-width:36rem}
        .sheet label,.sheet legend{font-weight:600;margin:0 0 .25rem;padding:0}
        .field{margin:1.5rem 0}
        .field .dim,.field .wrong{margin:.15rem 0 .35rem;font-size:.95rem}
        textarea{display:block;width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:.5rem;padding:.65rem .75rem}
        .lines{font:.9rem/1.45 ui-monospace,monospace}
        .choice{display:grid;grid-template-columns:auto 1fr;gap:.1rem .75rem;align-items:start;margin:.6rem 0}
        .choice input{width:1.25rem;height:1.25rem;margin:.15rem 0 0;padding:0;accent-color:var(--key)}
        .choice label{font-weight:400;margin:0}
        .choice small{grid-column:2;color:var(--dim);font-size:.9rem;overflow-wrap:anywhere}
        .short{max-width:9rem}
        .said{white-space:pre-line}
        .wrong{color:var(--bad);font-weight:600;overflow-wrap:anywhere}
        [aria-invalid=true]{border:2px solid var(--bad)}
        .problem a{color:inherit}
        .action{margin:1.5rem 0;padding:1.25rem;border:1px solid var(--line);border-radius:.75rem}
        .document .action h3{margin-top:0}
        .action .row{margin-top:1rem}
        button.bad{background:transparent;color:var(--bad);border-color:var(--bad)}
        table{width:100%;border-collapse:collapse;margin:.75rem 0}
        th,td{text-align:left;vertical-align:top;min-width:7rem;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        th{overflow-wrap:break-word}
        time{white-space:nowrap}
        @media (max-width:40rem){
        .document h1{font-size:1.6rem}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tr,td{display:block}
        tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
        td{border:0;padding:.1rem 0}
        td::before{content:attr(data-name) ": ";color:var(--dim)}
        }
        @media print{
        :root{color-scheme:light;--ground:#fff;--card:#fff;--text:#000;--dim:#333;--line:#999;--key:#000;--bad:#000;--bad-ground:#fff}
        .document main{max-width:none;padding:0}
        pre{border:1px solid var(--line)}
        .tabs .panel{display:block;break-inside:avoid}
        .tabs input,.tabs label,.copied button,.languages,.contents,footer,.row,.action{display:none}
        .panel .form{display:block;font-weight:600;margin:.75rem 0 .25rem}
        .copied pre{padding-bottom:1rem}
        h2,h3{break-after:avoid}
        a{text-decoration:none}
        }
        """;
}
