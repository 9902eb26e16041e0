using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.SignIn;

/// <summary>Shows the page of the step that a sign-in lacks.</summary>
public sealed class SignInPrompt(SignInPolicy policy, PartialSignIns partialSignIns, TimeProvider time, Randomness randomness)
{
    /// <summary>The form field of the sealed sign-in.</summary>
    public const string Field = "sign_in";

    /// <summary>The purpose in the form token of every step.</summary>
    private const string FormPurpose = "sign-in";

    /// <summary>Asks for the first step.</summary>
    public async ValueTask<PageResult> BeginAsync(
        EndpointRequest request, SignInPurpose purpose, SignInForm form, CancellationToken cancellationToken)
    {
        var browser = new Browser(request, time, randomness);
        var step = await policy.FirstAsync(purpose, cancellationToken);
        return browser.Show(step.Ask(form with { FormToken = TokenOf(browser) }));
    }

    /// <summary>Asks for a further step.</summary>
    public async ValueTask<PageResult> ContinueAsync(
        EndpointRequest request, ISignInStep step, PartialSignIn soFar, SignInForm form, CancellationToken cancellationToken)
    {
        var browser = new Browser(request, time, randomness);
        var text = await partialSignIns.SealAsync(request.Workspace, browser.Value, soFar, step.Name, cancellationToken);
        return browser.Show(step.Ask(form with { FormToken = TokenOf(browser), SignIn = text, Username = soFar.Username }));
    }

    /// <summary>
    /// The step that the form belongs to. The form of the first step names no sign-in. Null when the form was shown to another
    /// browser, or its sign-in has expired.
    /// </summary>
    public async ValueTask<AskedStep?> ReadAsync(EndpointRequest request, SignInPurpose purpose, CancellationToken cancellationToken)
    {
        if (!FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, FormPurpose))
            return null;
        if (request.Parameters[Field] is not { } text)
            return new AskedStep(await policy.FirstAsync(purpose, cancellationToken), null);
        return await partialSignIns.OpenAsync(request.Workspace, request.BrowserCookie!, text, cancellationToken) is var (signIn, name)
            && policy.Find(name) is { } step
                ? new AskedStep(step, signIn)
                : null;
    }

    private static string TokenOf(Browser browser) => FormToken.Of(browser.Value, FormPurpose);
}

/// <summary>A step whose page the server has shown, and the result of the steps before it.</summary>
public sealed record AskedStep(ISignInStep Step, PartialSignIn? SoFar);
