using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Tollgate.EmbeddedTables;

/// <summary>The response that Table Storage would give: a status, and the ETag after a write.</summary>
internal sealed class EmbeddedResponse(int status, string? etag = null) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => string.Empty;

    public override bool IsError => status >= 400;

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = string.Empty;

    public override void Dispose()
    {
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? etag : null;
        return value != null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values != null;
    }

    protected override bool ContainsHeader(string name) => etag != null && name.Equals("ETag", StringComparison.OrdinalIgnoreCase);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => etag == null ? [] : [new HttpHeader("ETag", etag)];
}
