using Tollgate.Domain.Clients;

namespace Tollgate.Operator.Clients;

/// <summary>What does not fit together in a client, with the options that put it right.</summary>
internal static class ClientMistake
{
    private static readonly Dictionary<string, string> Remedies = new()
    {
        ["public_grant"] = "Name other grants (--grant).",
        ["public_introspection"] = "Leave --resource-server-for out (or empty it).",
        ["public_pkce"] = "Leave --no-pkce out (or give --pkce).",
        ["public_rotation"] = "Leave --no-rotation out (or give --rotation).",
        ["redirect_missing"] = "The option is --redirect-uri.",
    };

    public static string? Of(Client client) => ClientRules.Check(client) is { } problem ? $"{problem.Sentence} {Remedies[problem.Key]}" : null;
}
