using Tollgate.Functions.Demo;

namespace Tollgate.LocalHost.Hosting;

/// <summary>The first lines that a developer sees: the addresses, and a command to paste.</summary>
internal static class Banner
{
    public static string Text(LocalHostServer host)
    {
        var issuer = host.Address.ToString().TrimEnd('/');
        var lines = new List<string>
        {
            "",
            $"Tollgate listens on {issuer}",
            $"  tables     {Tables(host.Options)}",
            $"  start page {issuer}/",
            $"  metadata   {issuer}/.well-known/openid-configuration",
            $"  keys       {issuer}/.well-known/jwks.json",
            $"  token      {issuer}/token/",
            $"  resource   {issuer}/resource/",
        };
        if (host.Options.Demo)
        {
            lines.Add("");
            lines.Add("A first token:");
            // Most machines do not trust the certificate, so curl must not check it.
            var curl = host.Options.IsHttps ? "curl -sk" : "curl -s";
            lines.Add($"  {curl} -u {DemoData.ServiceClientId}:{DemoData.ServiceClientSecret} -d grant_type=client_credentials {issuer}/token/");
            lines.Add("");
            lines.Add($"A user who signs in: {issuer}/try (alice, wonderland)");
            lines.Add($"A device that connects: {issuer}/demo-device");
        }

        lines.Add("");
        lines.Add("Ctrl+C stops the server.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Tables(LocalHostOptions options) => options switch
    {
        { TablesConnectionString: "UseDevelopmentStorage=true" } => "Azurite",
        { TablesConnectionString: not null } => "a storage account",
        { DataFile: { } file } => $"the file {file}",
        _ => "in memory, until the server stops (--data FILE keeps them)",
    };
}
