using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Pages.Fields;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page of one application, for its operators.</summary>
internal sealed class OperatorForm(ApplicationPage page, PageContext context, Texts texts)
{
    private readonly FormProblems _problems = new(page.Problems, texts);

    public static PageView Show(ApplicationPage page, PageContext context) => new OperatorForm(page, context, context.Texts).View;

    private PageView View => new(Title, Body)
    {
        Shape = Shape.Document,
        Problem = Overtaken ?? Stale ?? (_problems.Any ? texts["form.problems"] : null),
        Script = page.Secret is null ? PageScript.None : PageScript.Copy,
    };

    private string Title =>
        page.Client is { } client ? client.DisplayName
        : page.Request is { } request ? texts.Format("operator.requestOf", OperatorList.NameOf(request))
        : texts["operator.new"];

    /// <summary>
    /// The sentence about a change that came first. If that change is the operator's own, such as after a form that was sent twice, the
    /// sentence mentions no other operator.
    /// </summary>
    private string? Overtaken => !page.IsOvertaken
        ? null
        : texts[page.History is [.., var newest] && newest.Who == page.Username ? "operator.overtakenSelf" : "operator.overtaken"];

    private string? Stale => page.IsStale ? texts["operator.stale"] : null;

    private Html Body => $"""
        {OperatorList.SignedIn(page.Username, context)}
        <p><a href="{context.Link(Paths.Applications)}">{texts["operator.back"]}</a></p>
        {Fragments.Problem(Overtaken ?? Stale)}
        {(page.Done is { } done ? Fragments.Notice(texts["done." + done]) : Html.Empty)}
        {NewSecret}
        {_problems.Summary}
        {Violations}
        {Facts}
        {Description}
        {Actions}
        {OperatorList.History(page.History, OlderHistory, texts)}
        """;

    private Html NewSecret => page switch
    {
        { Client: { } client, Secret: { } secret } => SecretNote.Of(client.ClientId, secret, texts),
        { HasShownSecret: true } => Fragments.Notice(texts["secret.shownOnce"]),
        _ => Html.Empty,
    };

    private string? OlderHistory => page.OlderHistory is null
        ? null
        : context.Link(
            Paths.Applications,
            $"{(page.Client is { } client ? $"client_id={client.ClientId}" : $"request={page.Request!.ClientId}")}&before={page.OlderHistory}");

    private Html Facts
    {
        get
        {
            if (page.Client is not { } client)
                return Html.Empty;
            var legacy = client.GrantTypes.Where(grantType => !GrantTypes.Offered.Contains(grantType)).ToList();
            Html more = legacy.Count == 0
                ? Html.Empty
                : $"<dt>{texts["operator.legacy"]}</dt><dd>{string.Join(", ", legacy.Select(texts.Grant))}</dd>";
            return $"""
                <dl>
                <dt>client_id</dt><dd><code>{client.ClientId}</code></dd>
                <dt>{texts["operator.state"]}</dt><dd>{OperatorList.StateOf(client, texts)}</dd>
                <dt>{texts["operator.made"]}</dt><dd>{Fragments.Time(client.CreatedAt)}</dd>
                {SelfManagement(client)}
                {Binding(client)}
                {more}
                {PushedRequests(client)}
                </dl>
                """;
        }
    }

    /// <summary>What of the client breaks the profile that it must keep.</summary>
    private Html Violations => page.Client is { } client && Permitted.MustKeepFapi2(context.Workspace, client)
        && Fapi2.Violations(client, context.Workspace).Select(texts.Problem).ToList() is [_, ..] violations
            ? Fragments.Problem(string.Join(' ', violations))
            : Html.Empty;

    private Html Binding(Client client) => Permitted.RequiresDpop(context.Workspace, client)
        ? $"<dt>{texts["operator.dpop"]}</dt><dd>{texts["operator.dpopRequired"]}</dd>"
        : Html.Empty;

    private Html PushedRequests(Client client) => Permitted.RequiresPushedRequests(context.Workspace, client)
        ? $"<dt>{texts["operator.pushed"]}</dt><dd>{texts["operator.pushedRequired"]}</dd>"
        : Html.Empty;

    private Html SelfManagement(Client client)
    {
        if (!client.ManagesItself)
            return Html.Empty;
        var text = client.Ceilings is not { } ceilings
            ? texts["operator.selfFree"]
            : texts.Format(
                "operator.selfWithin",
                Listed(ceilings.GrantTypes.Select(texts.Grant)),
                Listed(ceilings.Scope.Tokens),
                Listed(ceilings.RedirectOrigins));
        return $"<dt>{texts["operator.self"]}</dt><dd>{text}</dd>";

        static string Listed(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } text ? text : "–";
    }

    private Html Description
    {
        get
        {
            var isRequest = page is { Request: not null, Client: null };
            Html decline = isRequest ? Decline : Html.Empty;
            Html buttons = isRequest
                ? (Html)$"<button name=\"action\" value=\"approve\">{texts["operator.approve"]}</button>"
                : page.Client is null
                ? (Html)$"<button name=\"action\" value=\"create\">{texts["operator.create"]}</button>"
                : $"<button name=\"action\" value=\"edit\">{texts["operator.edit"]}</button>";
            return $"""
                {(page.Client is null ? Html.Empty : (Html)$"<h2>{texts["operator.description"]}</h2>")}
                {FormStart}
                <div class="sheet">
                {new ApplicationFields(page.Form, _problems, context.Workspace, texts).ForOperators(hasPurpose: isRequest, managesItself: page.Client is { ManagesItself: true })}
                <div class="row">{buttons}</div>
                {decline}
                </div>
                </form>
                """;
        }
    }

    /// <summary>An operator cannot take a refusal back, so the button that refuses lies behind another button.</summary>
    private Html Decline => Asking("operator.decline", $"""
        {new FormFields(_problems).Lines("answer", texts["operator.answer"], "", 2, texts["operator.answerHint"], $" maxlength=\"{ApplicationDescription.MaximumText}\"")}
        <div class="row"><button name="action" value="decline" class="bad" formnovalidate>{texts["operator.declineConfirm"]}</button></div>
        """);

    private Html Actions
    {
        get
        {
            if (page.Client is not { } client)
                return Html.Empty;
            Html toggle = client.IsDisabled
                ? Action("enable", "operator.enable", "operator.enableText")
                : Action("disable", "operator.disable", "operator.disableText", confirm: "operator.disableConfirm");
            Html confirm = $"{_problems.At("confirm")}{FormFields.Of(new Choice("confirm", "yes", texts["operator.confirm"], IsChosen: false), "confirm")}";
            return $"""
                {(client.TakesSecrets ? Secrets(client) : Html.Empty)}
                {(client.Federated.Count > 0 ? FederatedTable.Of(client, texts) : Html.Empty)}
                <h2>{texts["operator.actions"]}</h2>
                {(client.ManagesItself ? Action("end_self", "operator.endSelf", "operator.endSelfText", confirm: "operator.endSelfConfirm") : Html.Empty)}
                {toggle}
                {Action("remove", "operator.remove", "operator.removeText", confirm, isBad: true)}
                """;
        }
    }

    private Html Secrets(Client client)
    {
        Html list = client.Secrets.Count == 0
            ? client is { Keys: null, Federated.Count: 0 } ? $"<p>{texts["operator.noSecrets"]}</p>" : Html.Empty
            : OperatorList.Table(texts, ["operator.secretMade", "operator.secretEnds"], client.Secrets.Select(Secret));
        Html hours = $"""
            <div class="field"><label for="keep_old_hours">{texts["operator.keepOld"]}</label>
            <input class="short" id="keep_old_hours" name="keep_old_hours" type="number" value="24" min="0" max="720" step="1" required></div>
            """;
        Html end = client.LiveSecrets(page.Now).Skip(1).Any() ? Action("end_old", "operator.endOld", "operator.endOldText", confirm: "operator.endOldConfirm") : Html.Empty;
        return $"""
            <h2>{texts["operator.secrets"]}</h2>
            {list}
            {Action("rotate", "operator.rotate", "operator.rotateText", hours, "operator.rotateConfirm")}
            {end}
            """;
    }

    private Html[] Secret(ClientSecret secret)
    {
        Html ends = secret.ExpiresAt is not { } end
            ? $"{texts["operator.never"]}"
            : secret.IsLive(page.Now) ? Fragments.Time(end) : $"{Fragments.Time(end)} ({texts["operator.ended"]})";
        return [Fragments.Time(secret.CreatedAt), ends];
    }

    /// <param name="confirm">The text of the button of an action that asks first. Null for an action that does not ask.</param>
    private Html Action(string value, string title, string text, Html fields = default, string? confirm = null, bool isBad = false)
    {
        Html form = $"""
            {FormStart}
            <div class="sheet">{fields}<div class="row"><button name="action" value="{value}" class="{(isBad ? "bad" : "quiet")}">{texts[confirm ?? title]}</button></div></div>
            </form>
            """;
        return $"<div class=\"action\"><h3>{texts[title]}</h3><p>{texts[text]}</p>{(confirm is null ? form : Asking(title, form))}</div>";
    }

    private Html Asking(string title, Html content) => $"<details><summary class=\"button quiet\">{texts[title]}</summary>{content}</details>";

    private Html FormStart => $"""
        {context.FormTo(Paths.Applications)}
        {context.OwnFields(page.FormToken)}
        {Fragments.Hidden("client_id", page.Client?.ClientId ?? page.Request?.ClientId)}
        {Fragments.Hidden("version", page.Client is null ? page.Request?.Version : page.Client.Version)}
        """;
}
