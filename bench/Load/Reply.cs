using System.Text.Json;

namespace Tollgate.Load;

/// <summary>The answer to a request.</summary>
internal sealed record Reply(int Status, string Head, string Body)
{
    /// <summary>The value of a member of the JSON body. Empty if there is none.</summary>
    public string this[string name] =>
        Body.StartsWith('{') && JsonElement.Parse(Body).TryGetProperty(name, out var value) ? value.ToString() : "";

    /// <summary>The code in the redirect. Empty if there is none.</summary>
    public string Code => Head.IndexOf("code=", StringComparison.Ordinal) is var at and >= 0 ? Head[(at + 5)..].Split('&', '\r')[0] : "";

    public override string ToString() => $"{Status} {Body}";
}
