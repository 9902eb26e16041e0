using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Demo;

/// <summary>
/// The demo client's first step: the code flow with PKCE. The client stores nothing, so it derives its verifier and state from the
/// browser's cookie. A real client makes a random verifier and state for each request.
/// </summary>
public sealed class TryItEndpoint(TollgateSettings settings, TimeProvider time, Randomness randomness) : IEndpoint
{
    public const string Path = "/try";

    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (!settings.Demo)
            return ValueTask.FromResult<EndpointResult>(NoDemo);
        var browser = new Browser(request, time, randomness);
        var parameters = new (string Name, string Value)[]
        {
            ("response_type", "code"),
            ("client_id", DemoData.TryItClientId),
            ("redirect_uri", request.Workspace.Address(TryItCallbackEndpoint.Path)),
            ("scope", ScopeSet.Wildcard),
            ("state", State(browser.Value)),
            ("nonce", State(browser.Value)),
            ("code_challenge", CodeChallenge.Of(Verifier(browser.Value))),
            ("code_challenge_method", CodeChallenge.Method),
        };
        var query = string.Join('&', parameters.Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value)}"));
        return ValueTask.FromResult<EndpointResult>(new RedirectResult($"{request.Workspace.LocalPath(Paths.Authorize)}?{query}")
        {
            Cookies = browser.Cookies,
        });
    }

    internal static NotFoundResult NoDemo => new("There is no demo on this server.");

    internal static string Verifier(string browser) => FormToken.Of(browser, "try it: verifier");

    internal static string State(string browser) => FormToken.Of(browser, "try it: state");
}
