using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tollgate.TestKit.Rows;

/// <summary>
/// The clear text of values that the rows of a folder contain only hashed or sealed, or not at all. It is in <c>clear.json</c> beside the rows.
/// </summary>
public sealed record ClearText
{
    public const string FileName = "clear.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The commit of the program that wrote the rows.</summary>
    public required string Commit { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required Uri Issuer { get; init; }

    /// <summary>The code_verifier that belongs to every code of the folder.</summary>
    public required string CodeVerifier { get; init; }

    public required IReadOnlyList<ClearPassword> Passwords { get; init; }

    public required IReadOnlyList<ClearSecret> Secrets { get; init; }

    public required IReadOnlyList<ClearBrowser> Browsers { get; init; }

    public required IReadOnlyList<ClearToken> Tokens { get; init; }

    /// <summary>The versions of the vault's key that wrapped the signing keys, from the oldest to the newest.</summary>
    public required IReadOnlyList<WrapKey> Wrap { get; init; }

    /// <summary>The signing keys of local mode: the content of each file by its name.</summary>
    public required IReadOnlyDictionary<string, string> KeyFiles { get; init; }

    public static ClearText Read(string folder) => JsonSerializer.Deserialize<ClearText>(File.ReadAllText(Path.Combine(folder, FileName)), Form)!;

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Form) + "\n");

    public ClearToken Token(string name) => Tokens.Single(token => token.Name == name);

    /// <summary>All tokens of one kind that are in one state.</summary>
    public IReadOnlyList<ClearToken> All(string kind, string state) => [.. Tokens.Where(token => token.Kind == kind && token.State == state)];

    public ClearBrowser Browser(string name) => Browsers.Single(browser => browser.Name == name);

    public string Password(string username, string workspace = "default") =>
        Passwords.Single(password => password.Username == username && password.Workspace == workspace).Password;

    /// <summary>The newest valid secret of a client. Null if the client has none.</summary>
    public string? Secret(string clientId, string workspace = "default") =>
        Secrets.LastOrDefault(secret => secret.ClientId == clientId && secret.Workspace == workspace && secret.State == ClearState.Live)?.Secret;
}
