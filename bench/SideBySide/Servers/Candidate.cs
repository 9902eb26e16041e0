using System.Text;

namespace Tollgate.SideBySide.Servers;

/// <summary>A server to be measured: how to start it and where its endpoints are.</summary>
internal sealed record Candidate(string Name)
{
    public const string RedirectUri = "http://127.0.0.1:8400/callback";

    /// <summary>In it, <c>{port}</c> stands for the port to listen on.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public required string TokenPath { get; init; }

    public required string JwksPath { get; init; }

    /// <summary>Null where the candidate does nothing but client credentials.</summary>
    public FullServer? Full { get; init; }

    public static string Basic(string clientId, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"));
}
