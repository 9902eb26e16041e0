using Azure.Core;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Service version, pipeline and challenge settings of a key client.</summary>
public class KeyClientOptions : ClientOptions
{
    public KeyClientOptions(ServiceVersion version = ServiceVersion.V2025_07_01)
    {
        Version = version;
        Diagnostics.LoggedQueryParameters.Add("api-version");
    }

    public enum ServiceVersion
    {
        V7_0 = 0,
        V7_1 = 1,
        V7_2 = 2,
        V7_3 = 3,
        V7_4 = 4,
        V7_5 = 5,
        V7_6 = 6,
        V2025_07_01 = 7,
    }

    public ServiceVersion Version { get; }

    public bool DisableChallengeResourceVerification { get; set; }

    internal string ApiVersion => Version switch
    {
        >= ServiceVersion.V7_0 and <= ServiceVersion.V7_6 => $"7.{(int)Version}",
        ServiceVersion.V2025_07_01 => "2025-07-01",
        _ => throw new ArgumentException(Version.ToString()),
    };
}
