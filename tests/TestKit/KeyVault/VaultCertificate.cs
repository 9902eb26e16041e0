using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The vault's self-signed certificate and the handler that trusts it.</summary>
internal static class VaultCertificate
{
    public static X509Certificate2 Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tollgate test vault", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(KeyVaultServer.Domain);
        names.AddDnsName($"vault.{KeyVaultServer.Domain}");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());

        // The certificate is valid at the time of the test's clock, and also at the time of the machine's clock, which the TLS stack reads.
        DateTimeOffset[] clocks = [time.GetUtcNow(), TimeProvider.System.GetUtcNow()];
        using var certificate = request.CreateSelfSigned(clocks.Min().AddDays(-1), clocks.Max().AddYears(1));

        // Some platforms cannot use a key for TLS that exists only in memory. They can use a key read from PKCS#12.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    public static HttpMessageHandler CreateHandler(X509Certificate2 certificate, int port)
    {
        var trusted = certificate.GetCertHash(HashAlgorithmName.SHA256);
        return new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) =>
                    presented is not null && presented.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(trusted),
            },

            // Some resolvers do not know names below localhost.
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(port, cancellationToken),
        };
    }

    private static async Task<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
