using Tollgate.Domain.Messages;

namespace Tollgate.Domain.SignIn;

/// <summary>One step of a sign-in: a page that asks for a proof, and a verification that adds its methods to the authentication.</summary>
public interface ISignInStep
{
    /// <summary>Names the step in a sealed sign-in.</summary>
    string Name { get; }

    /// <summary>Whether the sign-in lacks this step. The steps before it are done.</summary>
    /// <param name="soFar">Null before the first step.</param>
    ValueTask<bool> IsMissingAsync(SignInPurpose purpose, PartialSignIn? soFar, CancellationToken cancellationToken);

    Page Ask(SignInForm form);

    /// <summary>Verifies the fields of the form. The step throttles the attempts itself.</summary>
    ValueTask<StepOutcome> VerifyAsync(EndpointRequest request, SignInForm form, PartialSignIn? soFar, CancellationToken cancellationToken);
}

/// <summary>The form of a step, apart from the fields of the step itself.</summary>
/// <param name="Continue">The address to go on to.</param>
public sealed record SignInForm(string Continue)
{
    public string FormToken { get; init; } = "";

    /// <summary>The sealed steps that are done, for the field <see cref="SignInPrompt.Field"/>. Null before the first step.</summary>
    public string? SignIn { get; init; }

    public string? Username { get; init; }

    /// <summary>The account that the client expects. Null when it expects none.</summary>
    public string? Account { get; init; }

    /// <summary>The client that asks for the sign-in. Null when a page of this server asks for it.</summary>
    public string? ClientName { get; init; }

    /// <summary>The origin of a client that registered itself and that no operator has checked. Null for any other client.</summary>
    public string? UnvettedOrigin { get; init; }

    public SignInProblem Problem { get; init; }
}

/// <summary>The result of a verification: the sign-in with this step, or the page of the step once more.</summary>
public sealed record StepOutcome
{
    private StepOutcome(PartialSignIn? signIn, Page? page) => (SignIn, Page) = (signIn, page);

    public PartialSignIn? SignIn { get; }

    public Page? Page { get; }

    public static StepOutcome Passed(PartialSignIn signIn) => new(signIn, null);

    public static StepOutcome Again(Page page) => new(null, page);
}
