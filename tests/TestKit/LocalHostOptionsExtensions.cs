using Tollgate.LocalHost.Hosting;

namespace Tollgate.TestKit;

public static class LocalHostOptionsExtensions
{
    /// <summary>The same options with a setting of the app.</summary>
    public static LocalHostOptions Set(this LocalHostOptions options, string name, string? value) =>
        options with { Settings = new Dictionary<string, string?>(options.Settings) { [name] = value } };
}
