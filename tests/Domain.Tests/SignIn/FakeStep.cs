using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.SignIn;

/// <summary>A second step: a code that never changes. It stands for what optional rooms add.</summary>
internal sealed class FakeStep : ISignInStep
{
    public const string Code = "123456";

    /// <summary>The client that asks for this step. Null when every sign-in needs it.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>The form that was shown last.</summary>
    public SignInForm? Asked { get; private set; }

    public string Name => "code";

    public ValueTask<bool> IsMissingAsync(SignInPurpose purpose, PartialSignIn? soFar, CancellationToken cancellationToken) => new(
        soFar?.Authentication.Amr.Contains("otp") != true && (OnlyFor is null || OnlyFor == purpose.Client?.ClientId));

    /// <summary>Its page is one that the server has already: the problem tells it from the page of the password.</summary>
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
