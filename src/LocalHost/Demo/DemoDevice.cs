using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using QRCoder;
using Tollgate.Domain;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;

namespace Tollgate.LocalHost.Demo;

/// <summary>
/// A page that plays a television. It shows the code to type and a QR code of the address. It polls each time it reloads
/// (RFC 8628 §3.3.1).
/// </summary>
internal sealed class DemoDevice(AuthorizationServer server, Uri issuer)
{
    private readonly Workspace _workspace = new(Workspace.DefaultName, issuer);

    public async Task InvokeAsync(HttpContext http)
    {
        var deviceCode = http.Request.Query["device_code"].ToString();
        var page = deviceCode.Length == 0
            ? await BeginAsync(http.RequestAborted)
            : await PollAsync(http, deviceCode);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(page, http.RequestAborted);
    }

    private async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        var (body, error) = await AskAsync(server.DeviceAuthorization.HandleAsync, $"client_id={DemoData.DeviceClientId}&scope=*", cancellationToken);
        if (error is not null)
            return Said(error);
        var json = JsonElement.Parse(body);
        return Waiting(json.GetProperty("device_code").GetString()!, json.GetProperty("user_code").GetString()!, json.GetProperty("interval").GetInt32());
    }

    private async Task<string> PollAsync(HttpContext http, string deviceCode)
    {
        var body =
            $"grant_type={Uri.EscapeDataString(GrantTypes.DeviceCode)}&client_id={DemoData.DeviceClientId}&device_code={Uri.EscapeDataString(deviceCode)}";
        var (answer, error) = await AskAsync(server.Token.HandleAsync, body, http.RequestAborted);
        return error is ErrorCodes.AuthorizationPending or ErrorCodes.SlowDown
            ? Waiting(deviceCode, http.Request.Query["user_code"].ToString(), error == ErrorCodes.SlowDown ? 10 : 6)
            : Said(error ?? Encoding.UTF8.GetString(answer));
    }

    private static string Said(string answer) => Page("Demo television", $"<pre>{Encode(answer)}</pre>");

    private async Task<(byte[] Body, string? Error)> AskAsync(
        Func<EndpointRequest, CancellationToken, ValueTask<EndpointResult>> endpoint, string body, CancellationToken cancellationToken)
    {
        var request = new EndpointRequest(_workspace, ParameterSet.Parse(body).Value ?? ParameterSet.Empty);
        return await endpoint(request, cancellationToken) switch
        {
            JsonResult json => (json.Body.ToArray(), null),
            FailureResult failure => ([], failure.Error.Code),
            var other => throw new InvalidOperationException($"The endpoint gave {other.GetType()}."),
        };
    }

    private string Waiting(string deviceCode, string userCode, int interval)
    {
        // A link may have chosen the query of this page. So the verification address comes from the server and not from the query.
        var address = _workspace.Address(Paths.Device);
        var complete = $"{address}?user_code={Uri.EscapeDataString(userCode)}";
        var again = $"?device_code={Uri.EscapeDataString(deviceCode)}&user_code={Uri.EscapeDataString(userCode)}";
        using var data = QRCodeGenerator.GenerateQrCode(complete, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return Page(
            "Demo television",
            $"""
            <p>Open <a href="{Encode(address)}">{Encode(address)}</a> in a browser and type the code, or scan the picture:</p>
            <p class="code">{Encode(userCode)}</p>
            <div class="qr" role="img" aria-label="QR code of {Encode(complete)}">{code.GetGraphic(6)}</div>
            """,
            $"<meta http-equiv=\"refresh\" content=\"{interval};url={Encode(again)}\">");
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Page(string title, string body, string head = "") => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{{head}}
        <title>{{title}}</title>
        <style>
        body{margin:0;background:#10151c;color:#eef2f6;font:1.25rem/1.5 system-ui,sans-serif}
        main{max-width:40rem;margin:0 auto;padding:2rem 1rem;text-align:center}
        a{color:#8cc1ff}.code{font:700 2.5rem ui-monospace,monospace;letter-spacing:.15em;margin:1rem 0}
        .qr{display:inline-block;background:#fff;padding:1rem;border-radius:.75rem}.qr svg{display:block;max-width:100%;height:auto}
        pre{text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.9rem}
        </style>
        </head>
        <body><main><h1>{{title}}</h1>{{body}}</main></body>
        </html>
        """;
}
