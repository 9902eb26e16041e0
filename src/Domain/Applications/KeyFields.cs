using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>The fields of a form that hold the public keys of a client.</summary>
internal static class KeyFields
{
    public static IEnumerable<FormProblem> Check(ApplicationDescription form)
    {
        if (form.IsPublic || !form.HasKeyFields)
            yield break;
        if (form is { Jwks.Length: > 0, JwksUri.Length: > 0 })
            yield return new(ApplicationForm.JwksUri, new("jwks_both", "Enter the keys or their address, not both."));
        if (form.Jwks.Length > 0 && KeyRegistration.Read(form.Jwks).Problem is { } problem)
            yield return new(ApplicationForm.Jwks, problem);
        if (form.JwksUri.Length > 0 && KeyRegistration.CheckAddress(form.JwksUri) is { } addressProblem)
            yield return new(ApplicationForm.JwksUri, addressProblem);
    }

    /// <summary>New keys end the secrets, unless the operator keeps them. A client whose keys are taken away needs a secret again.</summary>
    public static Client Apply(ApplicationDescription form, Client client)
    {
        if (client.IsPublic)
            return client with { Keys = null, Federated = [], TokenEndpointAuthSigningAlg = null, TakesLaxAudience = false };
        if (!form.HasKeyFields)
            return client;
        var keys = KeysOf(form);
        if (keys == client.Keys && form.KeepsSecret == UsesBoth(client))
            return client;
        var changed = client with { Keys = keys, TokenEndpointAuthSigningAlg = keys == client.Keys ? client.TokenEndpointAuthSigningAlg : null };
        return keys is not null ? changed.ProvedByAssertions(form.KeepsSecret)
            : changed is { TakesSecrets: false, Federated.Count: 0 } ? changed with { TokenEndpointAuthMethod = null }
            : changed;
    }

    public static bool UsesBoth(Client client) => client is { Keys: not null, TokenEndpointAuthMethod: null };

    private static ClientKeys? KeysOf(ApplicationDescription form) =>
        form.Jwks.Length > 0 ? KeyRegistration.Read(form.Jwks).Keys
        : form.JwksUri.Length > 0 ? ClientKeys.At(form.JwksUri)
        : null;
}
