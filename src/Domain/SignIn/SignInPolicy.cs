using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>Says which step a sign-in still lacks for its user, client and request: the first of the registered steps that is missing.</summary>
public sealed class SignInPolicy(IReadOnlyList<ISignInStep> steps)
{
    public ISignInStep? Find(string name) => steps.FirstOrDefault(step => step.Name == name);

    /// <summary>The step that every sign-in begins with.</summary>
    public async ValueTask<ISignInStep> FirstAsync(SignInPurpose purpose, CancellationToken cancellationToken) =>
        await MissingAsync(purpose, null, cancellationToken) ?? throw new InvalidOperationException("No step finds the user.");

    public async ValueTask<SignInVerdict> JudgeAsync(SignInPurpose purpose, PartialSignIn soFar, CancellationToken cancellationToken) =>
        await MissingAsync(purpose, soFar, cancellationToken) is { } missing
            ? new SignInVerdict(missing, null)
            : new SignInVerdict(null, new CompleteSignIn(purpose, soFar));

    private async ValueTask<ISignInStep?> MissingAsync(SignInPurpose purpose, PartialSignIn? soFar, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            if (await step.IsMissingAsync(purpose, soFar, cancellationToken))
                return step;
        return null;
    }
}

/// <summary>The purpose of a sign-in.</summary>
public sealed record SignInPurpose(Workspace Workspace)
{
    /// <summary>The client that asks for the sign-in. Null when a page of this server asks for it.</summary>
    public Client? Client { get; init; }

    /// <summary>The parameters of the authorization request. Empty when there is no authorization request.</summary>
    public ParameterSet Request { get; init; } = ParameterSet.Empty;
}

/// <summary>Either the step that is missing, or the proof that no step is missing.</summary>
public sealed record SignInVerdict(ISignInStep? Missing, CompleteSignIn? Complete);

/// <summary>
/// A sign-in that is enough for its purpose. Only <see cref="SignInPolicy"/> makes it, and no session or grant of a user begins
/// without it.
/// </summary>
public sealed class CompleteSignIn
{
    internal CompleteSignIn(SignInPurpose purpose, PartialSignIn signIn) => (Purpose, SignIn) = (purpose, signIn);

    public SignInPurpose Purpose { get; }

    public PartialSignIn SignIn { get; }
}
