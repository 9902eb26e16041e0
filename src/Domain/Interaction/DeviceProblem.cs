namespace Tollgate.Domain.Interaction;

/// <summary>Why the page that asks for a code is shown again.</summary>
public enum DeviceProblem
{
    None,
    UnknownCode,
    TooManyAttempts,
}
