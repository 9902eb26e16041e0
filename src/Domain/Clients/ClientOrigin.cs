namespace Tollgate.Domain.Clients;

/// <summary>How a client came to this server.</summary>
public enum ClientOrigin
{
    /// <summary>An operator made it.</summary>
    Operator,

    /// <summary>An applicant asked for it, and an operator approved the request.</summary>
    Applicant,

    /// <summary>A program registered it with an initial access token (RFC 7591 §3).</summary>
    InitialToken,

    /// <summary>A program registered it without an initial access token. The server has checked only the hosts of its redirect URIs.</summary>
    Open,

    /// <summary>Its client_id is the address of a document that describes it.</summary>
    Document,
}
