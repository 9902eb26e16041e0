namespace Tollgate.Domain.Interaction;

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
