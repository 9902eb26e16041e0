using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workloads;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Issuers;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>The options about the federated credentials of a client: the identities at other issuers that prove it.</summary>
internal sealed class FederatedOptions(bool isChange)
{
    private readonly Option<string?> _kind = new Option<string?>("--federated")
    {
        HelpName = "KIND",
        Description = "Adds a federated credential: tokens of this workload prove the client, without a secret. "
            + $"One of: {string.Join(", ", FederatedKinds.All)}.",
    }.Checked(kind => Registrations.Unknown([kind!], FederatedKinds.All));

    private readonly Option<string[]> _audience = new("--federated-audience")
    {
        HelpName = "AUDIENCE",
        Description = "The audience (aud) of the workload's tokens; may be repeated. Without it the issuer of the workspace. A managed identity needs it: an "
            + "App ID URI made for this deployment, or its application id.",
    };

    private readonly Option<int?> _remove = new Option<int?>("--remove-federated")
    {
        HelpName = "NUMBER",
        Description = "Takes a federated credential away, by its number in \"client show\".",
    }.Checked(number => number is > 0 ? null : "takes a number from 1 on.");

    private readonly FederatedKinds _kinds = new();

    public IReadOnlyList<Option> All => [_kind, .. _kinds.Options, _audience, .. isChange ? (Option[])[_remove] : []];

    /// <summary>Whether the command adds a credential.</summary>
    public bool Adds(ParseResult arguments) => arguments.GetValue(_kind) is not null;

    /// <summary>Whether --jwks names the keys of the issuer of the credential.</summary>
    public bool TakesKeys(ParseResult arguments) => arguments.GetValue(_kind) is KnownWorkloads.Kubernetes or KnownWorkloads.Custom;

    /// <summary>A sentence about options that are missing or do not belong together, or null.</summary>
    /// <param name="jwkSet">The keys that --jwks names.</param>
    public string? Mistake(ParseResult arguments, string? jwkSet)
    {
        if (arguments.GetValue(_kind) is not { } kind)
            return _kinds.Options.Append(_audience).FirstOrDefault(arguments.IsNamed) is { } alone ? $"{alone.Name} needs --federated." : null;
        return _kinds.Mistake(arguments, kind)
            ?? (kind == KnownWorkloads.ManagedIdentity && !arguments.IsNamed(_audience) ? NoAudience : null)
            ?? FederationRules.MistakeOf(Credential(arguments, jwkSet));
    }

    /// <summary>A sentence, if a server with these tables does not fetch keys from the issuer. Otherwise null.</summary>
    public string? MistakeAt(TablesLocation location, ParseResult arguments, string? jwkSet) =>
        jwkSet is null && Adds(arguments)
            ? Credential(arguments, null).Issuers.Select(issuer => ProviderAddress.MistakeAt(issuer, location.IsLocal))
                .FirstOrDefault(mistake => mistake is not null)
            : null;

    /// <summary>Takes the named credential away, then adds the new one.</summary>
    public Client Apply(ParseResult arguments, Client client, string? jwkSet, bool keepsSecrets)
    {
        var credentials = client.Federated.ToList();
        if (arguments.GetValue(_remove) is { } number)
        {
            if (number > credentials.Count)
                throw new RefusedException(
                    $"{client.ClientId} has {PlainText.Count(credentials.Count, "federated credential")}: \"client show\" numbers them.");
            credentials.RemoveAt(number - 1);
        }

        if (Adds(arguments))
            credentials.Add(Credential(arguments, jwkSet));
        if (FederationRules.MistakeOf(credentials) is { } mistake)
            throw new RefusedException(mistake);
        var changed = client with { Federated = credentials };
        return Adds(arguments) ? changed.ProvedByAssertions(keepsSecrets)
            // Without the last credential and without keys, a secret has to prove the client.
            : changed is { Federated.Count: 0, Keys: null } && client.Federated.Count > 0 && !client.IsPublic
                ? changed with { TokenEndpointAuthMethod = client.TakesSecrets ? client.TokenEndpointAuthMethod : null }
            : changed;
    }

    private FederatedCredential Credential(ParseResult arguments, string? jwkSet) =>
        _kinds.Credential(arguments, arguments.GetRequiredValue(_kind)!, [.. (arguments.GetValue(_audience) ?? []).Distinct()], jwkSet);

    private const string NoAudience =
        "--federated managed-identity needs --federated-audience: Microsoft Entra ID gives no tokens for the issuer of this server. Register an app for this "
        + "deployment and name its App ID URI, such as api://tollgate.";
}
