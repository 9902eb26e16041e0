using Tollgate.ColdStart;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

// From the start of a worker process to its first token, beside a function app that does nothing. The median of so many starts of each.
var times = args is ["--times", var number] ? int.Parse(number) : 9;
if (await NodePackages.WhyMissingAsync() is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

await using var azurite = await AzuriteServer.StartAsync();
using var keys = new TemporaryFolder();
var apps = new[]
{
    new App("empty", await PublishedApp.FolderOfAsync("bench/EmptyApp"), new Dictionary<string, string>()),
    new App("Tollgate", await PublishedApp.FolderAsync(), new Dictionary<string, string>
    {
        ["Issuer"] = "http://127.0.0.1:7071",
        ["Signing__Mode"] = "local",
        ["Signing__LocalKeys"] = keys.Path,
        ["Demo"] = "true",
        ["Tables__ConnectionString"] = azurite.NewAccount(),
    }),
};

foreach (var isPlaceholder in new[] { false, true })
{
    var starts = apps.ToDictionary(app => app.Name, _ => new List<double>());
    // The first turn brings the files into memory and makes the tables; it does not count. Every second turn goes backwards.
    for (var turn = 0; turn <= times; turn++)
        foreach (var app in turn % 2 == 0 ? apps : apps.Reverse())
            if (await Start.MeasureAsync(app, isPlaceholder) is var milliseconds && turn > 0)
                starts[app.Name].Add(milliseconds);
    Report.Write(isPlaceholder ? "placeholder start" : "start", starts);
}

foreach (var app in apps)
    Report.Write(app.Name, await Start.FiguresAsync(app));
return 0;
