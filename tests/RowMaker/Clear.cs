using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker;

/// <summary>Keeps the secrets that the servers issue, because the rows hold only their hashes.</summary>
internal sealed class Clear
{
    private readonly List<ClearPassword> _passwords = [];
    private readonly List<ClearSecret> _secrets = [];
    private readonly List<ClearBrowser> _browsers = [];
    private readonly List<ClearToken> _tokens = [];

    public void Password(string username, string password, string workspace = Workspace.DefaultName) =>
        _passwords.Add(new(workspace, username, password));

    public void Secret(string clientId, string? secret, string state = ClearState.Live, string workspace = Workspace.DefaultName) =>
        _secrets.Add(new(workspace, clientId, secret ?? throw Missing(clientId), state));

    public void Browser(string name, string username, ScriptlessBrowser browser, string state = ClearState.Live, string workspace = Workspace.DefaultName) =>
        _browsers.Add(new(name, state, workspace, username, new Dictionary<string, string>(browser.Cookies)));

    public void Token(
        string name, string kind, string? text, string state = ClearState.Live, string? clientId = null, string? keys = null,
        string workspace = Workspace.DefaultName) =>
        _tokens.Add(new(name, kind, state, text ?? throw Missing(name), workspace, clientId, keys));

    /// <summary>Returns the last valid secret of the client that this object keeps.</summary>
    public string SecretOf(string clientId, string workspace = Workspace.DefaultName) =>
        _secrets.Last(secret => secret.ClientId == clientId && secret.Workspace == workspace && secret.State == ClearState.Live).Secret;

    public ClearText At(string commit, DateTimeOffset writtenAt) => new()
    {
        Commit = commit,
        WrittenAt = writtenAt,
        Issuer = Stage.Issuer,
        CodeVerifier = Requests.Verifier,
        Passwords = _passwords,
        Secrets = _secrets,
        Browsers = _browsers,
        Tokens = _tokens,
        Wrap = [],
        KeyFiles = new Dictionary<string, string>(),
    };

    private static InvalidOperationException Missing(string name) => new($"Nothing was handed out for {name}.");
}
