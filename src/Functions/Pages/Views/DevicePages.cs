using System.Net;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Messages;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the pages that connect a device.</summary>
internal static class DevicePages
{
    public static PageView Enter(DevicePage page, PageContext context) => new(context.Texts["device.title"], EnterBody(page, context, context.Texts))
    {
        Problem = ProblemOf(page, context.Texts),
        Status = page.Problem == DeviceProblem.TooManyAttempts ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK,
    };

    public static PageView Confirm(DeviceConsentPage page, PageContext context) =>
        new(context.Texts["deviceconsent.title"], ConfirmBody(page, context, context.Texts)) { MayEndAtClient = true };

    public static PageView Done(DeviceDonePage page, PageContext context) =>
        new(context.Texts[page.IsAllowed ? "devicedone.allowed" : "devicedone.denied"], $"<p>{context.Texts["devicedone.text"]}</p>");

    private static Html EnterBody(DevicePage page, PageContext context, Texts texts) => $"""
        <p class="dim name">{Html.Format(texts["device.user"], page.Username)}</p>
        {Fragments.Problem(ProblemOf(page, texts))}
        {context.FormTo(Paths.Device)}
        {context.OwnFields(page.FormToken)}
        <label for="user_code">{texts["device.code"]}</label>
        <input id="user_code" name="user_code" value="{page.UserCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="64" aria-describedby="hint {Fragments.ProblemId}" autofocus>
        <p class="dim" id="hint">{texts["device.text"]}</p>
        <div class="row"><button>{texts["device.submit"]}</button></div>
        </form>
        """;

    private static Html ConfirmBody(DeviceConsentPage page, PageContext context, Texts texts) => $"""
        <p class="name">{Html.Format(texts["deviceconsent.ask"], page.ClientName)}</p>
        {(page.IsUnvetted ? Fragments.Unvetted(texts["unvetted.device"], page.ClientName) : Html.Empty)}
        <p class="dim name">{Html.Format(texts["device.user"], page.Username)}</p>
        <p>{texts["deviceconsent.code"]}</p>
        <p class="code">{page.UserCode}</p>
        {ConsentForm.Scopes(page.Scope, texts)}
        {context.FormTo(Paths.Device)}
        <input type="hidden" name="user_code" value="{page.UserCode}">
        {context.OwnFields(page.FormToken)}
        <div class="row">
        <button name="decision" value="allow">{texts["deviceconsent.allow"]}</button>
        <button name="decision" value="deny" class="quiet">{texts["deviceconsent.deny"]}</button>
        </div>
        </form>
        """;

    private static string? ProblemOf(DevicePage page, Texts texts) => page.Problem switch
    {
        DeviceProblem.UnknownCode => texts["device.unknown"],
        DeviceProblem.TooManyAttempts => texts["device.wait"],
        _ => null,
    };
}
