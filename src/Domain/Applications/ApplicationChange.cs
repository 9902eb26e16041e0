using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>
/// One change of an application: its client, its request or both, and the record of it. All of it happens or nothing, and
/// only if nobody has changed the same rows since they were read.
/// </summary>
public sealed record ApplicationChange(AuditRecord Record)
{
    private const int MaximumSummary = 1000;

    /// <summary>The client as it is to be; a new one where it has no version.</summary>
    public Client? Client { get; init; }

    /// <summary>The client that is to go.</summary>
    public Client? Removed { get; init; }

    /// <summary>The request as it is to be; a new one where it has no version.</summary>
    public ApplicationRequest? Request { get; init; }

    /// <summary>Somebody asks.</summary>
    public static ApplicationChange Ask(ApplicationRequest request) =>
        new(new AuditRecord(request.CreatedAt, AuditRecord.Applicant, request.ClientId, Changes.Requested, request.Description.Name)) { Request = request };

    /// <summary>The applicant gets what the operator made of the request, and fetches the secret.</summary>
    public static ApplicationChange Approve(ApplicationRequest request, Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Approved, Summary(client)))
        {
            Request = request with { State = ApplicationRequestState.Approved, DecidedAt = now },
            Client = client,
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

    /// <summary>A program registers a client (RFC 7591).</summary>
    public static ApplicationChange Register(Client client, DateTimeOffset now) =>
        new(new AuditRecord(now, AuditRecord.Registration, client.ClientId, Changes.Registered, Summary(client))) { Client = client };

    public static ApplicationChange Edit(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Edited, Summary(client))) { Client = client };

    /// <summary>The old secrets stay good for a while, so that the application can change over.</summary>
    public static ApplicationChange Rotate(Client client, string secret, TimeSpan keepOld, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SecretRotated, $"old secrets end {now + keepOld:u}"))
        {
            Client = new SecretRotation(secret, keepOld, now).Apply(client),
        };

    /// <summary>Only the newest secret stays.</summary>
    public static ApplicationChange EndOldSecrets(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SecretsEnded))
        {
            Client = client with { Secrets = [.. client.Secrets.OrderBy(secret => secret.CreatedAt).TakeLast(1)] },
        };

    /// <summary>The registration access token ends (RFC 7592): only operators change the client from then on.</summary>
    public static ApplicationChange EndSelfManagement(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.SelfManagementEnded)) { Client = client.EditedByOperator(endsSelfManagement: true) };

    public static ApplicationChange Switch(Client client, bool isDisabled, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, isDisabled ? Changes.Disabled : Changes.Enabled)) { Client = client with { IsDisabled = isDisabled } };

    public static ApplicationChange Remove(Client client, string who, DateTimeOffset now) =>
        new(new AuditRecord(now, who, client.ClientId, Changes.Removed, client.ClientName)) { Removed = client };

    /// <summary>Another of <see cref="Changes"/> that was made in the same step, told in the detail.</summary>
    public ApplicationChange Besides(string change) => this with
    {
        Record = Record with { Detail = string.IsNullOrEmpty(Record.Detail) ? change : $"{change}; {Record.Detail}" },
    };

    /// <summary>What matters about it, on one line.</summary>
    private static string Summary(Client client)
    {
        var parts = new List<string> { client.ClientName, client.IsPublic ? "public" : "confidential", string.Join(' ', client.GrantTypes) };
        if (!client.Scope.IsEmpty)
            parts.Add("scope " + client.Scope);
        if (client.RedirectUris.Count > 0)
            parts.Add("redirects " + string.Join(' ', client.RedirectUris));
        var summary = string.Join("; ", parts);
        return summary.Length <= MaximumSummary ? summary : summary[..MaximumSummary] + "…";
    }
}
