using Tollgate.Domain.Messages;

namespace Tollgate.Domain.SignIn;

/// <summary>Asks for username and password. <paramref name="Continue"/> is the address to go on to.</summary>
public sealed record SignInPage(string Continue, string FormToken) : Page
{
    public string? Username { get; init; }

    /// <summary>The account that the client expects. Null when it expects none.</summary>
    public string? Account { get; init; }

    /// <summary>The client that asks for the sign-in. Null when a page of this server asks for it.</summary>
    public string? ClientName { get; init; }

    /// <summary>The origin of a client that registered itself and that no operator has checked. Null for any other client.</summary>
    public string? UnvettedOrigin { get; init; }

    public SignInProblem Problem { get; init; }

    /// <summary>Set with <see cref="SignInProblem.TooManyAttempts"/>.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>Why the sign-in page is shown again.</summary>
public enum SignInProblem
{
    None,
    WrongCredentials,
    TooManyAttempts,

    /// <summary>The form came from another site, or the browser has lost its cookie.</summary>
    StaleForm,

    /// <summary>The signed-in user is not an operator.</summary>
    NotOperator,
}
