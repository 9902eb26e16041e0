namespace Tollgate.SideBySide.Load;

/// <summary>The task of the load generator: one line of JSON on its standard input.</summary>
internal sealed record LoadCommand
{
    public required LoadKind Kind { get; init; }

    public required int Port { get; init; }

    /// <summary>The process whose processor time counts.</summary>
    public required int ServerProcessId { get; init; }

    public required double Seconds { get; init; }

    public required int Connections { get; init; }

    /// <summary>
    /// The requests that <see cref="LoadKind.Repeat"/> sends in turn. The other kinds have only the authorization request with its cookie.
    /// </summary>
    public required IReadOnlyList<RequestText> Requests { get; init; }

    /// <summary>A text that a right answer contains.</summary>
    public string Expected { get; init; } = "\"access_token\":\"";

    /// <summary>The request that redeems a code. The code stands between the two parts of its body.</summary>
    public RequestText? Redemption { get; init; }

    public RequestText? Refresh { get; init; }

    public JwtPlan? Jwts { get; init; }

    /// <summary>The number of codes, of families of refresh tokens, or of JWTs.</summary>
    public int Count { get; init; }

    /// <summary>A file with the first refresh tokens. Without it the generator makes its own families.</summary>
    public string? TokenFile { get; init; }
}
