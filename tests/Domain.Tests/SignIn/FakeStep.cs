using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.SignIn;

/// <summary>A second step with a code that never changes. It stands for the steps that optional rooms add.</summary>
internal sealed class FakeStep : ISignInStep
{
    public const string Code = "123456";

    /// <summary>The client that demands this step. Null means that every sign-in needs it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>The form that the step showed last.</summary>
    public SignInForm? Asked { get; private set; }

    public string Name => "code";

    public ValueTask<bool> IsMissingAsync(SignInPurpose purpose, PartialSignIn? soFar, CancellationToken cancellationToken) => new(
        soFar?.Authentication.Amr.Contains("otp") != true && (OnlyFor is null || OnlyFor == purpose.Client?.ClientId));

    /// <summary>The step reuses the sign-in page. The value of Problem distinguishes its page from the page for the password.</summary>
    public Page Ask(SignInForm form)
    {
        Asked = form;
        return new SignInPage(form.Continue, form.FormToken) { Username = form.Username, ClientName = form.ClientName, Problem = SignInProblem.NotOperator };
    }

    public ValueTask<StepOutcome> VerifyAsync(EndpointRequest request, SignInForm form, PartialSignIn? soFar, CancellationToken cancellationToken) => new(
        request.Parameters["code"] == Code
            ? StepOutcome.Passed(soFar! with { Authentication = soFar.Authentication.And(AcrValues.TwoFactor, "otp", "mfa") })
            : StepOutcome.Again(Ask(form)));
}
