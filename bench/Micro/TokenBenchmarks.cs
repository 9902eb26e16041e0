using System.Text;
using BenchmarkDotNet.Attributes;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.Http;

namespace Tollgate.Micro;

/// <summary>Measures signing, issuing and the whole token endpoint, over embedded tables.</summary>
public class TokenBenchmarks
{
    private readonly Scene _scene = new();
    private SigningKey _key = null!;
    private AccessTokenWriter _accessTokens = null!;
    private EndpointRequest _request = null!;
    private MicroContext _context = null!;
    private Handle _token = null!;
    private RefreshState _state = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        var keys = _scene.Get<IKeyRings>();
        _key = await keys.Of(_scene.Workspace).CurrentAsync(SigningAlgorithms.ES256, CancellationToken.None);
        _accessTokens = new AccessTokenWriter(keys, TimeProvider.System, _scene.Get<Randomness>());
        _request = _scene.Request(Scene.ClientCredentialsForm);
        _context = new MicroContext();
        (var grant, _token) = await _scene.AddGrantAsync();
        _state = grant.Refresh!;
    }

    [Benchmark]
    public ValueTask<byte[]> Sign() => _key.SignAsync(Scene.SomeSigningInput, CancellationToken.None);

    [Benchmark]
    public ValueTask<string> WriteJwt() => JwtWriter.WriteAsync(_key, AccessTokenWriter.Type, Scene.SomeSigningInput, CancellationToken.None);

    [Benchmark]
    public ValueTask<IssuedAccessToken> IssueAccessToken() => _accessTokens.WriteAsync(
        _scene.Workspace, _scene.Client, new TokenAuthorization(_scene.Client.ClientId, _scene.Client.Scope), CancellationToken.None);

    [Benchmark]
    public object RotateRefreshState() =>
        _state.Rotate(_token, TimeProvider.System.GetUtcNow(), _scene.Workspace.RefreshTokenGrace, _state.ExpiresAt);

    [Benchmark]
    public ValueTask<EndpointResult> ClientCredentialsInDomain() => _scene.Server.Token.HandleAsync(_request, CancellationToken.None);

    /// <summary>Each run redeems the refresh token from the answer of the last run.</summary>
    [Benchmark]
    public async Task RefreshInDomain()
    {
        var form = Encoding.ASCII.GetBytes($"grant_type=refresh_token&refresh_token={_token.Text}");
        var result = (JsonResult)await _scene.Server.Token.HandleAsync(_scene.Request(form), CancellationToken.None);
        var answer = Encoding.ASCII.GetString(result.Body.Span);
        var start = answer.IndexOf("\"refresh_token\":\"", StringComparison.Ordinal) + 17;
        _token = Handle.Parse(answer[start..answer.IndexOf('"', start)])!;
    }

    /// <summary>The whole function, from the headers and body of the request to those of the answer.</summary>
    [Benchmark]
    public Task<Microsoft.Azure.Functions.Worker.Http.HttpResponseData> ClientCredentialsFunction() =>
        _scene.Runner.RunAsync(
            new MicroRequest(_context, Scene.ClientCredentialsForm, Scene.Authorization), EndpointPolicy.Form, _scene.Server.Token);
}
