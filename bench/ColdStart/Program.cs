using Tollgate.ColdStart;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;
using Tollgate.TestKit.KeyVault;

// Measures the time from the start of a worker process to its first token. Compares it with a function app that does nothing. Prints the median of
// several starts.
var times = args is ["--times", var number] ? int.Parse(number) : 9;
if (await NodePackages.WhyMissingAsync() is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

await using var azurite = await AzuriteServer.StartAsync();
await using var vault = await KeyVaultServer.StartAsync();
vault.Keys.CreateRsa("wrap");
vault.Secrets.Set("sealing-root", Convert.ToBase64String(new byte[32]));
await using var way = await WayToVault.OpenAsync(vault);
using var keys = new TemporaryFolder();
var (folder, tables) = (await PublishedApp.FolderAsync(), azurite.NewAccount());
// In the first turn the app with the demo starts before the app without it. The app with the demo adds the demo's client to the tables of both.
App[] apps =
[
    new("empty", await PublishedApp.FolderOfAsync("bench/EmptyApp"), []),
    App.Tollgate("local", folder, tables, new() { ["Signing__Mode"] = "local", ["Signing__LocalKeys"] = keys.Path, ["Demo"] = "true" }),
    App.Tollgate("wrapped", folder, tables, new(way.Settings) { ["Signing__Mode"] = "wrapped" }),
];

foreach (var isPlaceholder in new[] { false, true })
{
    var starts = apps.ToDictionary(app => app.Name, _ => new List<double>());
    // The first turn does not count, because it loads the files into memory and makes the tables. Every second turn has the reverse order.
    for (var turn = 0; turn <= times; turn++)
        foreach (var app in turn % 2 == 0 ? apps : apps.Reverse())
            if (await Start.MeasureAsync(app, isPlaceholder) is var milliseconds && turn > 0)
                starts[app.Name].Add(milliseconds);
    Report.Write(isPlaceholder ? "placeholder" : "start", starts);
}

foreach (var app in apps)
    Report.Write(app.Name, await Start.FiguresAsync(app));
return 0;
