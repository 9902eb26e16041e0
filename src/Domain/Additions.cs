using Tollgate.Domain.Authorization;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain;

/// <summary>The parts that optional rooms add to the server.</summary>
public sealed record Additions
{
    /// <summary>The sources that the server asks before the query.</summary>
    public IReadOnlyList<IRequestSource> RequestSources { get; init; } = [];

    /// <summary>The steps of a sign-in after the password, in their order.</summary>
    public IReadOnlyList<ISignInStep> SignInSteps { get; init; } = [];

    /// <summary>
    /// Seals values for the server. The sealer is required when there are <see cref="SignInSteps"/>, or when operators manage
    /// applications.
    /// </summary>
    public ISealer? Sealer { get; init; }
}
