using Tollgate.Domain.Messages;

namespace Tollgate.Domain.SignIn;

/// <summary>Username and password, and where to go on afterwards.</summary>
public sealed record SignInPage(string Continue, string FormToken) : Page
{
    /// <summary>What the form token is good for.</summary>
    internal const string Purpose = "sign-in";

    public string? Username { get; init; }

    /// <summary>The client that asks, where one does.</summary>
    public string? ClientName { get; init; }

    public SignInProblem Problem { get; init; }

    /// <summary>With <see cref="SignInProblem.TooManyAttempts"/>.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>Why the sign-in page is shown again.</summary>
public enum SignInProblem
{
    None,
    WrongCredentials,
    TooManyAttempts,

    /// <summary>The form came from elsewhere, or the browser has lost its cookie.</summary>
    StaleForm,

    /// <summary>Somebody is signed in, but not as an operator.</summary>
    NotOperator,
}
