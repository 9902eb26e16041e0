namespace Tollgate.Operator.Clients;

/// <summary>The grants and client authentication methods that a client can be set up for.</summary>
internal static class Registrations
{
    public static readonly IReadOnlyList<string> GrantTypes = Domain.Protocol.GrantTypes.All;

    /// <summary>The methods of confidential clients.</summary>
    public static readonly IReadOnlyList<string> AuthenticationMethods =
        [.. Domain.Clients.AuthenticationMethods.All.Where(method => method != Domain.Clients.AuthenticationMethods.None)];

    /// <summary>A sentence about the first value that is not in the list, or null.</summary>
    public static string? Unknown(IEnumerable<string> values, IReadOnlyList<string> known) =>
        values.FirstOrDefault(value => !known.Contains(value)) is { } unknown
            ? $"\"{unknown}\" is not one of: {string.Join(", ", known)}."
            : null;
}
