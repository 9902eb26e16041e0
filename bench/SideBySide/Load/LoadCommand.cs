namespace Tollgate.SideBySide.Load;

/// <summary>The task of the load generator: one line of JSON on its standard input.</summary>
internal sealed record LoadCommand
{
    public required LoadKind Kind { get; init; }

    public required int Port { get; init; }

    /// <summary>Whose processor time counts.</summary>
    public required int ServerProcessId { get; init; }

    public required double Seconds { get; init; }

    public required int Connections { get; init; }

    /// <summary>Sent in turn by <see cref="LoadKind.Repeat"/>; the one authorization request, with its cookie, by the others.</summary>
    public required IReadOnlyList<RequestText> Requests { get; init; }

    /// <summary>A text that a right answer contains.</summary>
    public string Expected { get; init; } = "\"access_token\":\"";

    /// <summary>The request that redeems a code, which stands between the two parts of its body.</summary>
    public RequestText? Redemption { get; init; }

    public RequestText? Refresh { get; init; }

    /// <summary>How many codes, or families of refresh tokens.</summary>
    public int Count { get; init; }

    /// <summary>A file of refresh tokens to begin with, in place of families of the generator's own making.</summary>
    public string? TokenFile { get; init; }
}
