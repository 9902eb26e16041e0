using Tollgate.LocalHost.Hosting;

namespace Tollgate.TestKit;

public static class LocalHostOptionsExtensions
{
    /// <summary>Returns a copy of the options with one app setting changed.</summary>
    public static LocalHostOptions Set(this LocalHostOptions options, string name, string? value) =>
        options with { Settings = new Dictionary<string, string?>(options.Settings) { [name] = value } };
}
