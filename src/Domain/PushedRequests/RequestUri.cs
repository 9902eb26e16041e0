using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.PushedRequests;

/// <summary>The request_uri of a pushed request (RFC 9126 §2.2): a handle after the prefix that the RFC suggests.</summary>
public static class RequestUri
{
    public const string Prefix = "urn:ietf:params:oauth:request_uri:";

    internal static readonly OAuthError Unknown = Invalid("The request_uri is unknown or has expired.");
    internal static readonly OAuthError OfAnotherClient = OAuthError.InvalidRequest("The request_uri was issued to another client.");
    internal static readonly OAuthError Used = Invalid("The request_uri has been used. Start again at the application.");
    internal static readonly OAuthError Expired = Invalid("The request_uri has expired. Start again at the application.");
    internal static readonly OAuthError OfAnotherBrowser = Invalid("The request_uri was opened in another browser. Start again at the application.");

    public static string Of(Handle handle) => Prefix + handle.Text;

    /// <summary>Whether the text can only be a request_uri of a pushed request.</summary>
    public static bool IsPushed(string requestUri) => requestUri.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Null when no request_uri has this form.</summary>
    public static Handle? Parse(string requestUri) => IsPushed(requestUri) ? Handle.Parse(requestUri[Prefix.Length..]) : null;

    private static OAuthError Invalid(string description) => new(ErrorCodes.InvalidRequestUri, description);
}
