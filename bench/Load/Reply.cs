using System.Text.Json;

namespace Tollgate.Load;

/// <summary>The answer to a request.</summary>
internal sealed record Reply(int Status, string Head, string Body)
{
    /// <summary>A member of a JSON object; empty where there is none.</summary>
    public string this[string name] =>
        Body.StartsWith('{') && JsonElement.Parse(Body).TryGetProperty(name, out var value) ? value.ToString() : "";

    /// <summary>The code of a redirect; empty where there is none.</summary>
    public string Code => Head.IndexOf("code=", StringComparison.Ordinal) is var at and >= 0 ? Head[(at + 5)..].Split('&', '\r')[0] : "";

    public override string ToString() => $"{Status} {Body}";
}
