namespace Tollgate.Domain.Events;

/// <summary>
/// The closed set of events that the server reports to its listeners, such as the log. No event carries a secret, a token or text that a
/// client made up.
/// </summary>
public abstract record DomainEvent
{
    private protected DomainEvent()
    {
    }
}

/// <summary>A client got an access token.</summary>
/// <param name="GrantId">Null when there is no grant to revoke, as with client credentials.</param>
public sealed record TokenIssued(string Workspace, string ClientId, string GrantType, string? GrantId) : DomainEvent;

/// <summary>The token endpoint refused a request.</summary>
/// <param name="GrantType">Null when the server does not know the grant_type of the request.</param>
/// <param name="Error">The error code (RFC 6749 §5.2).</param>
public sealed record TokenRefused(string Workspace, string? GrantType, string Error) : DomainEvent;

/// <summary>An assertion named the token endpoint as its audience. The client may do so by an option of its registration.</summary>
public sealed record LaxAudienceUsed(string Workspace, string ClientId) : DomainEvent;

/// <summary>A user signed in and got a session.</summary>
/// <param name="Acr">The acr of the sign-in (OpenID Connect Core §2).</param>
public sealed record SignedIn(string Workspace, string Subject, string Acr) : DomainEvent;

/// <summary>A sign-in failed, on the sign-in page or with the password grant.</summary>
/// <param name="Subject">
/// Null when the attempt was not verified, or names no user. The event does not have the typed username, which may be a password.
/// </param>
public sealed record SignInRefused(string Workspace, string? Subject, SignInRefusal Reason) : DomainEvent;

public enum SignInRefusal
{
    WrongCredentials,
    TooManyAttempts,
}

/// <summary>A request used a code or a refresh token that had been used before (RFC 9700 §4.14). The grant is revoked.</summary>
public sealed record TheftDetected(string Workspace, string ClientId, string GrantId, StolenCredential Credential) : DomainEvent;

public enum StolenCredential
{
    AuthorizationCode,
    RefreshToken,
}

/// <summary>No key may sign. The event is recorded once for as long as this state lasts.</summary>
public sealed record KeysUnusable(Exception Reason) : DomainEvent;

/// <summary>Keys could not be read, made or opened in the background.</summary>
/// <param name="Keys">The name of the keys. A sentence can begin with it.</param>
public sealed record KeysFailed(string Keys, Exception Failure) : DomainEvent;

/// <summary>
/// A row of the signing keys was planted or changed. Its key is neither published nor used. The event is recorded once for each row and
/// fault.
/// </summary>
/// <param name="Fault">The fault of the row, as the rest of a sentence.</param>
public sealed record KeyRowUntrusted(string Row, string Fault) : DomainEvent;

/// <summary>An operator changed an application or decided on a request.</summary>
/// <param name="Who">The operator's username.</param>
/// <param name="Change">The change, as in the audit record.</param>
public sealed record PrivilegedAct(string Workspace, string Who, string ClientId, string Change) : DomainEvent;

/// <summary>An applicant, or a client that manages itself, made the change of an audit record.</summary>
/// <param name="Origin">The origin, as in the audit record.</param>
public sealed record ClientAct(string Workspace, string Origin, string ClientId, string Change) : DomainEvent;
