using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tollgate.Domain;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Demo;

/// <summary>The demo client's second step: redeems the code and shows the answer.</summary>
public sealed class TryItCallbackEndpoint(TollgateSettings settings, AuthorizationServer server) : IEndpoint
{
    public const string Path = "/try/callback";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (!settings.Demo)
            return TryItEndpoint.NoDemo;
        var parameters = request.Parameters;
        if (request.BrowserCookie is not { } browser || parameters["state"] != TryItEndpoint.State(browser)
            || parameters["iss"] != request.Workspace.Issuer)
            return End(DemoEnd.Unknown);
        if (parameters["code"] is not { } code)
            return parameters["error"] == ErrorCodes.AccessDenied
                ? End(DemoEnd.Cancelled)
                : End(DemoEnd.Failed, new OAuthError(Printable(parameters["error"]), Printable(parameters["error_description"])));
        // A HEAD must not use the code up.
        if (request.IsHead)
            return new EmptyResult();

        var answer = await server.Token.HandleAsync(TokenRequest(request, code, browser), cancellationToken);
        return answer switch
        {
            JsonResult json => Show(json),
            FailureResult { Error: { Code: ErrorCodes.InvalidGrant } error } => End(DemoEnd.Used, error),
            FailureResult { Error: var error } => End(DemoEnd.Failed, error),
            _ => throw new InvalidOperationException($"The token endpoint gave {answer.GetType()}."),
        };
    }

    private static EndpointRequest TokenRequest(EndpointRequest request, string code, string browser)
    {
        var body = $"grant_type=authorization_code&client_id={DemoData.TryItClientId}&code={Uri.EscapeDataString(code)}"
            + $"&redirect_uri={Uri.EscapeDataString(request.Workspace.Address(Path))}&code_verifier={TryItEndpoint.Verifier(browser)}";
        return request with { Parameters = ParameterSet.Parse(body).Value!, Authorization = null, Raw = Encoding.UTF8.GetBytes(body) };
    }

    private static PageResult Show(JsonResult json)
    {
        using var response = JsonDocument.Parse(json.Body);
        var root = response.RootElement;
        return new PageResult(new TokensPage(
            TryItEndpoint.Path,
            Pretty(root),
            Decode(root.GetProperty("access_token").GetString()!),
            root.TryGetProperty("id_token", out var idToken) ? Decode(idToken.GetString()!) : null));
    }

    private static string Decode(string token)
    {
        var parts = token.Split('.');
        return string.Join('\n', parts.Take(2).Select(part =>
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return Pretty(document.RootElement);
        }));
    }

    private static string Pretty(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            json.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Printable(string? text) => new([.. (text ?? "unknown").Take(200).Where(c => c is >= ' ' and <= '~')]);

    private static PageResult End(DemoEnd end, OAuthError? error = null) => new(new DemoEndPage(TryItEndpoint.Path, end, error));
}
