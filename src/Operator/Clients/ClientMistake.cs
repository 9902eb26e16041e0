using Tollgate.Domain.Clients;

namespace Tollgate.Operator.Clients;

/// <summary>A sentence about settings of a client that contradict each other, with the options that correct it.</summary>
internal static class ClientMistake
{
    private static readonly Dictionary<string, string> Remedies = new()
    {
        ["public_grant"] = "Name other grants (--grant).",
        ["public_introspection"] = "Leave --resource-server-for out (or empty it).",
        ["public_pkce"] = "Leave --no-pkce out (or give --pkce).",
        ["dpop_implicit"] = "Leave --grant implicit out, or give --dpop off.",
        ["public_rotation"] = "Leave --no-rotation out (or give --rotation).",
        ["keys_missing"] = "The options are --jwks and --jwks-uri. To use a secret instead, name another --auth-method.",
        ["fapi2_method"] = "Give --auth-method private_key_jwt with --jwks or --jwks-uri.",
        ["fapi2_keys"] = "The options are --jwks and --jwks-uri.",
        ["fapi2_federated"] = "Give --remove-federated for each of them.",
        ["fapi2_pkce"] = "Leave --no-pkce out (or give --pkce).",
        ["fapi2_grant"] = "Name other grants (--grant).",
        ["fapi2_algorithm"] = "Give --id-token-algorithm or --access-token-algorithm.",
        ["lax_fapi2"] = "Leave --lax-assertion-audience out (or give off).",
        ["lax_self"] = "Leave --lax-assertion-audience out (or give off).",
        ["redirect_missing"] = "The option is --redirect-uri.",
    };

    public static string? Of(Client client) => ClientRules.Check(client) is { } problem ? $"{problem.Sentence} {Remedies[problem.Key]}" : null;
}
