namespace Tollgate.Domain.Interaction;

/// <summary>Asks for the code that a device shows (RFC 8628 §3.3).</summary>
public sealed record DevicePage(string FormToken, string Username) : Page
{
    public string? UserCode { get; init; }

    public DeviceProblem Problem { get; init; }
}
