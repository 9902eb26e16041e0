using BenchmarkDotNet.Attributes;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Http;

namespace Tollgate.Micro;

/// <summary>Measures the steps from the reading of a request to the authentication of its client, and the writing of an answer.</summary>
public class RequestBenchmarks
{
    private readonly Scene _scene = new();
    private ClientAuthenticator _clients = null!;
    private EndpointRequest _request = null!;
    private MicroContext _context = null!;
    private FixedAnswer _answer = null!;
    private byte[] _form = null!;

    [GlobalSetup]
    public void Setup()
    {
        _clients = new ClientAuthenticator(
            _scene.Get<IClientStore>(), [new ClientSecretBasic(TimeProvider.System), new ClientSecretPost(TimeProvider.System), new NoClientAuthentication()]);
        _request = _scene.Request(Scene.ClientCredentialsForm);
        _context = new MicroContext();
        _form = Scene.ClientCredentialsForm;
        _answer = new FixedAnswer(new JsonResult(new byte[700]));
    }

    [Benchmark]
    public object ParseForm() => ParameterSet.Parse(_form).Value!;

    [Benchmark]
    public ValueTask<OAuthResult<AuthenticatedClient>> AuthenticateClient() => _clients.AuthenticateAsync(_request, CancellationToken.None);

    /// <summary>The whole HTTP part of src/Functions with an endpoint that does nothing.</summary>
    [Benchmark]
    public Task<Microsoft.Azure.Functions.Worker.Http.HttpResponseData> ReadAndWrite() =>
        _scene.Runner.RunAsync(new MicroRequest(_context, Scene.ClientCredentialsForm, Scene.Authorization), EndpointPolicy.Form, _answer);

    private sealed class FixedAnswer(EndpointResult result) : IEndpoint
    {
        public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(result);
    }
}
