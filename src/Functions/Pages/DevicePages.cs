using Tollgate.Domain.Devices;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML of the pages that connect a device.</summary>
internal static class DevicePages
{
    public static Html Enter(DevicePage page, Workspace workspace, Texts texts) => $"""
        <p class="dim name">{Html.Format(texts["device.user"], page.Username)}</p>
        {Layout.Problem(ProblemText(page, texts))}
        <form method="post" action="{workspace.LocalPath(Paths.Device)}">
        <input type="hidden" name="form_token" value="{page.FormToken}">
        <label for="user_code">{texts["device.code"]}</label>
        <input id="user_code" name="user_code" value="{page.UserCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="64" aria-describedby="hint {Layout.ProblemId}" autofocus>
        <p class="dim" id="hint">{texts["device.text"]}</p>
        <div class="row"><button>{texts["device.submit"]}</button></div>
        </form>
        """;

    public static Html Confirm(DeviceConsentPage page, Workspace workspace, Texts texts) => $"""
        <p class="name">{Html.Format(texts["deviceconsent.ask"], page.ClientName)}</p>
        <p class="dim name">{Html.Format(texts["device.user"], page.Username)}</p>
        <p>{texts["deviceconsent.code"]}</p>
        <p class="code">{page.UserCode}</p>
        {PageRenderer.Wishes(page.Scope, texts)}
        <form method="post" action="{workspace.LocalPath(Paths.Device)}">
        <input type="hidden" name="user_code" value="{page.UserCode}">
        <input type="hidden" name="form_token" value="{page.FormToken}">
        <div class="row">
        <button name="decision" value="allow">{texts["deviceconsent.allow"]}</button>
        <button name="decision" value="deny" class="quiet">{texts["deviceconsent.deny"]}</button>
        </div>
        </form>
        """;

    public static string? ProblemText(DevicePage page, Texts texts) => page.Problem switch
    {
        DeviceProblem.UnknownCode => texts["device.unknown"],
        DeviceProblem.TooManyAttempts => texts["device.wait"],
        _ => null,
    };
}
