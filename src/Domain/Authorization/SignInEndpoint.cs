using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// Handles the form of each step of a sign-in. After the last step a session begins. The browser then returns to the interrupted
/// request, or to the page of this server that asked for the sign-in.
/// </summary>
public sealed class SignInEndpoint(AuthorizationRequestReader reader, HintedUsers hinted, SignInPrompt prompt, SessionStarter sessions) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters[PageFields.Continue] is { } next && Continuation.IsToOwnPage(request.Workspace, next))
            return await VerifyAsync(request, new SignInPurpose(request.Workspace), new SignInForm(next), cancellationToken);
        var (asked, error) = await reader.ReadContinuedAsync(request, cancellationToken);
        if (error is not null)
            return await AuthorizationEndpoint.RefuseAsync(request, asked, error, cancellationToken);
        var hint = await hinted.ReadAsync(asked!, cancellationToken);
        var result = await VerifyAsync(request, asked!.SignInPurpose, await hinted.FormAsync(asked, hint, cancellationToken), cancellationToken);
        return result with { UiLocales = asked.StoredUiLocales };
    }

    private async ValueTask<EndpointResult> VerifyAsync(
        EndpointRequest request, SignInPurpose purpose, SignInForm form, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        form = form with { Username = parameters[PageFields.Username] };
        if (await prompt.ReadAsync(request, purpose, cancellationToken) is not var (step, soFar))
            return await prompt.BeginAsync(request, purpose, form with { Problem = SignInProblem.StaleForm }, cancellationToken);
        form =
            form with { FormToken = parameters[PageFields.FormToken]!, SignIn = parameters[SignInPrompt.Field], Username = soFar?.Username ?? form.Username };
        var outcome = await step.VerifyAsync(request, form, soFar, cancellationToken);
        return outcome.SignIn is { } signIn
            ? await sessions.ProceedAsync(request, purpose, signIn, form, cancellationToken)
            : new PageResult(outcome.Page!);
    }
}
