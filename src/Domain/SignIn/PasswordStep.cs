using Tollgate.Domain.Messages;

namespace Tollgate.Domain.SignIn;

/// <summary>Asks for username and password. This step finds the user.</summary>
public sealed class PasswordStep(UserAuthenticator users) : ISignInStep
{
    public string Name => "password";

    public ValueTask<bool> IsMissingAsync(SignInPurpose purpose, PartialSignIn? soFar, CancellationToken cancellationToken) => new(soFar is null);

    public Page Ask(SignInForm form) => PageOf(form);

    public async ValueTask<StepOutcome> VerifyAsync(
        EndpointRequest request, SignInForm form, PartialSignIn? soFar, CancellationToken cancellationToken)
    {
        var username = request.Parameters[PageFields.Username] ?? "";
        var outcome = await users.AuthenticateAsync(
            request.Workspace, username, request.Parameters[PageFields.Password] ?? "", request.RemoteNetwork, request.BrowserCookie, cancellationToken);
        if (outcome.Subject is { } subject)
            return StepOutcome.Passed(new PartialSignIn(subject, username, outcome.Authentication!));
        return StepOutcome.Again(PageOf(form) with
        {
            Problem = outcome.Wait > TimeSpan.Zero ? SignInProblem.TooManyAttempts : SignInProblem.WrongCredentials,
            Wait = outcome.Wait,
        });
    }

    private static SignInPage PageOf(SignInForm form) => new(form.Continue, form.FormToken)
    {
        Username = form.Username,
        Account = form.Account,
        ClientName = form.ClientName,
        UnvettedOrigin = form.UnvettedOrigin,
        Problem = form.Problem,
    };
}
