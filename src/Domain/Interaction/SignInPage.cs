namespace Tollgate.Domain.Interaction;

/// <summary>Username and password, and where to go on afterwards.</summary>
public sealed record SignInPage(string Continue, string FormToken) : Page
{
    public string? Username { get; init; }

    /// <summary>The client that asks, where one does.</summary>
    public string? ClientName { get; init; }

    public SignInProblem Problem { get; init; }

    /// <summary>With <see cref="SignInProblem.TooManyAttempts"/>.</summary>
    public TimeSpan Wait { get; init; }
}
