using Tollgate.Load;
using Tollgate.SideBySide;

if (LoadOptions.Read(args) is not { } options)
{
    Console.WriteLine(LoadOptions.Usage);
    return 1;
}

if (!OperatingSystem.IsLinux() || !Places.IsRelease || Environment.ProcessorCount < 2)
{
    Console.Error.WriteLine("The load test needs Linux with taskset, two processor cores, and a Release build: dotnet run -c Release --project bench/Load");
    return 1;
}

var figures = await LoadRun.RunAsync(options);
Console.WriteLine(figures.Text);
if (options.Report is { } path)
    await File.WriteAllTextAsync(Path.Combine(Places.Root, path), figures.Markdown(options));
return figures.Wrong == 0 ? 0 : 1;
