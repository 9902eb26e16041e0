using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>
/// One change of an application: its client, its request or both, and the audit record. It is written as a whole or not at all,
/// and only if no other request has changed the same rows since they were read.
/// </summary>
public sealed record ApplicationChange(AuditRecord Record)
{
    private const int MaximumSummary = 1000;

    /// <summary>The new state of the client. A new client has no version.</summary>
    public Client? Client { get; init; }

    /// <summary>The client to remove.</summary>
    public Client? Removed { get; init; }

    /// <summary>The new state of the request. A new request has no version.</summary>
    public ApplicationRequest? Request { get; init; }

    /// <summary>An applicant sends a request.</summary>
    public static ApplicationChange Ask(ApplicationRequest request) =>
        new(new AuditRecord(request.CreatedAt, AuditRecord.Applicant, request.ClientId, Changes.Requested, request.Description.Name)) { Request = request };

    /// <summary>
    /// The operator may have changed the form, so the client can differ from the request. The applicant still has to fetch the secret.
    /// </summary>
    public static ApplicationChange Approve(ApplicationRequest request, Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Approved, Summary(client)))
        {
            Request = request with { State = ApplicationRequestState.Approved, DecidedAt = now },
            Client = client with { Origin = ClientOrigin.Applicant },
        };

    public static ApplicationChange Decline(ApplicationRequest request, string? answer, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, request.ClientId, Changes.Declined, answer))
        {
            Request = request with { State = ApplicationRequestState.Declined, DecidedAt = now, Answer = answer },
        };

    /// <param name="secret">Null for a public client.</param>
    public static ApplicationChange Collect(ApplicationRequest request, Client client, string? secret, DateTimeOffset now) =>
        new(new AuditRecord(now, AuditRecord.Applicant, client.ClientId, Changes.Collected))
        {
            Request = request with { State = ApplicationRequestState.Collected },
            Client = secret is null ? client : client with { Secrets = [.. client.Secrets, ClientSecret.Of(secret, now)] },
        };

    public static ApplicationChange Create(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Created, Summary(client))) { Client = client };

    /// <summary>A client is registered at the registration endpoint (RFC 7591).</summary>
    public static ApplicationChange Register(Client client, DateTimeOffset now) =>
        new(new AuditRecord(now, AuditRecord.Registration, client.ClientId, Changes.Registered, Summary(client))) { Client = client };

    public static ApplicationChange Edit(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Edited, Summary(client))) { Client = client };

    /// <summary>The old secrets stay valid for <paramref name="keepOld"/>, so that the application can change over.</summary>
    public static ApplicationChange Rotate(Client client, string secret, TimeSpan keepOld, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SecretRotated, $"old secrets end {now + keepOld:u}"))
        {
            Client = new SecretRotation(secret, keepOld, now).Apply(client),
        };

    /// <summary>Removes all secrets but the newest.</summary>
    public static ApplicationChange EndOldSecrets(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SecretsEnded))
        {
            Client = client with { Secrets = [.. client.Secrets.OrderBy(secret => secret.CreatedAt).TakeLast(1)] },
        };

    /// <summary>Ends the registration access token (RFC 7592). From then on only operators can change the client.</summary>
    public static ApplicationChange EndSelfManagement(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SelfManagementEnded)) { Client = client.EditedByOperator(endsSelfManagement: true) };

    public static ApplicationChange Switch(Client client, bool isDisabled, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, isDisabled ? Changes.Disabled : Changes.Enabled)) { Client = client with { IsDisabled = isDisabled } };

    public static ApplicationChange Remove(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Removed, client.ClientName)) { Removed = client };

    /// <summary>Adds another of <see cref="Changes"/>, made in the same step, to the detail of the record.</summary>
    public ApplicationChange Besides(string change) => this with
    {
        Record = Record with { Detail = string.IsNullOrEmpty(Record.Detail) ? change : $"{change}; {Record.Detail}" },
    };

    private static string Summary(Client client)
    {
        var parts = new List<string> { client.ClientName, client.IsPublic ? "public" : "confidential", string.Join(' ', client.GrantTypes) };
        if (client.Keys is { } keys)
            parts.Add("keys " + keys.Summary);
        parts.AddRange(client.Federated.Select(credential => "federated " + credential.Summary));
        if (!client.Scope.IsEmpty)
            parts.Add("scope " + client.Scope);
        if (client.RedirectUris.Count > 0)
            parts.Add("redirects " + string.Join(' ', client.RedirectUris));
        var summary = string.Join("; ", parts);
        return summary.Length <= MaximumSummary ? summary : summary[..MaximumSummary] + "…";
    }
}
