using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>The closed set of answers an endpoint can give; the writer of the hosting side knows each of them.</summary>
public abstract record EndpointResult
{
    private protected EndpointResult()
    {
    }

    public IReadOnlyList<CookieChange> Cookies { get; init; } = [];

    /// <summary>Something that operators should know of; logged, never sent.</summary>
    public string? Warning { get; init; }
}

/// <summary>A JSON answer that nobody may store.</summary>
public sealed record JsonResult(ReadOnlyMemory<byte> Body) : EndpointResult
{
    /// <summary>It describes something that has come into being (RFC 7591 §3.2.1).</summary>
    public bool IsCreation { get; init; }

    public static JsonResult Of<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}

/// <summary>A public JSON document that caches may keep for <see cref="MaxAge"/> and revalidate by <see cref="ETag"/>.</summary>
public sealed record DocumentResult(ReadOnlyMemory<byte> Body, string ETag, TimeSpan MaxAge) : EndpointResult
{
    public static DocumentResult Of(byte[] body, TimeSpan maxAge) =>
        new(body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"", maxAge);
}

/// <summary>Sends the browser on, with 303 so that a submitted form is never repeated elsewhere (RFC 9700 §4.12).</summary>
public sealed record RedirectResult(string Location) : EndpointResult;

/// <summary>A page for the person at the browser.</summary>
public sealed record PageResult(Page Page) : EndpointResult;

/// <summary>Done, and nothing to say (RFC 7009 §2.2).</summary>
public sealed record EmptyResult : EndpointResult
{
    /// <summary>What was at the address is there no more (RFC 7592 §2.3).</summary>
    public bool IsRemoval { get; init; }
}

/// <summary>An error answer; with a challenge where the caller is asked to authenticate.</summary>
public sealed record FailureResult(OAuthError Error, Challenge? Challenge = null) : EndpointResult;

/// <summary>There is nothing at this address.</summary>
public sealed record NotFoundResult(string Description) : EndpointResult;
