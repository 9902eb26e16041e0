using System.Text;

namespace Tollgate.SideBySide.Servers;

/// <summary>A server to be measured: how to start it and where its endpoints are.</summary>
internal sealed record Candidate(string Name)
{
    public const string RedirectUri = "http://127.0.0.1:8400/callback";

    /// <summary>The command that starts the server. In it, <c>{port}</c> stands for the port to listen on.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest time until the server must listen.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    public required string TokenPath { get; init; }

    public required string JwksPath { get; init; }

    /// <summary>Null if the candidate has only the client credentials grant.</summary>
    public FullServer? Full { get; init; }

    public Candidate With((string Name, string Value) setting) => this with
    {
        Name = $"{Name}, {setting.Name}={setting.Value}",
        Environment = new Dictionary<string, string> { [$"DOTNET_{setting.Name}"] = setting.Value },
    };

    public static string Basic(string clientId, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"));
}
