using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>The closed set of endpoint answers. The host's response writer handles every one of them.</summary>
public abstract record EndpointResult
{
    private protected EndpointResult()
    {
    }

    public IReadOnlyList<CookieChange> Cookies { get; init; } = [];

    /// <summary>The nonce that the caller's next DPoP proof must have (RFC 9449 §8.2). Null when the caller may keep the one it has.</summary>
    public string? DpopNonce { get; init; }

    /// <summary>The languages that the page should have, if the request itself does not name them: ui_locales of a stored authorization request.</summary>
    public string? UiLocales { get; init; }

    /// <summary>A warning for operators. It is logged and never sent.</summary>
    public string? Warning { get; init; }
}

/// <summary>A JSON answer that no cache may store.</summary>
public sealed record JsonResult(ReadOnlyMemory<byte> Body) : EndpointResult
{
    /// <summary>The body describes a newly created resource (RFC 7591 §3.2.1).</summary>
    public bool IsCreation { get; init; }

    public static JsonResult Of<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}

/// <summary>A public JSON document that caches may keep for <see cref="MaxAge"/> and revalidate by <see cref="ETag"/>.</summary>
public sealed record DocumentResult(ReadOnlyMemory<byte> Body, string ETag, TimeSpan MaxAge) : EndpointResult
{
    public static DocumentResult Of(byte[] body, TimeSpan maxAge) =>
        new(body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"", maxAge);
}

/// <summary>Redirects the browser with 303, so that it never resends a submitted form to the new address (RFC 9700 §4.12).</summary>
public sealed record RedirectResult(string Location) : EndpointResult;

/// <summary>A page for the person at the browser.</summary>
public sealed record PageResult(Page Page) : EndpointResult;

/// <summary>Success without a body (RFC 7009 §2.2).</summary>
public sealed record EmptyResult : EndpointResult
{
    /// <summary>The resource at the address has been removed (RFC 7592 §2.3).</summary>
    public bool IsRemoval { get; init; }
}

/// <summary>An error answer. It has a challenge when the caller should authenticate.</summary>
public sealed record FailureResult(OAuthError Error, Challenge? Challenge = null) : EndpointResult;

/// <summary>The address does not exist.</summary>
public sealed record NotFoundResult(string Description) : EndpointResult;
