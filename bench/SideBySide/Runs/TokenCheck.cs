using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>Verifies the access token of an answer against the server's JWK Set, so that only real tokens are measured.</summary>
internal static class TokenCheck
{
    public static async Task VerifyAsync(RunningServer server, string body)
    {
        using var answer = JsonDocument.Parse(body);
        var token = answer.RootElement.GetProperty("access_token").GetString()!;
        using var http = new HttpClient { BaseAddress = server.Address };
        using var set = JsonDocument.Parse(await http.GetStringAsync(server.Candidate.JwksPath));
        var parts = token.Split('.');
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var keyId = header.RootElement.GetProperty("kid").GetString();
        var key = set.RootElement.GetProperty("keys").EnumerateArray().Single(each => each.GetProperty("kid").GetString() == keyId);
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Octets(key, "x"), Y = Octets(key, "y") },
        });
        if (!ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256))
            throw new InvalidOperationException($"A token of {server.Candidate.Name} has a signature that does not verify.");
    }

    private static byte[] Octets(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
}
