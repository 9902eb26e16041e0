using Tollgate.SideBySide;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Reports;
using Tollgate.SideBySide.Servers;

if (args is ["load"])
{
    await LoadProgram.RunAsync();
    return 0;
}

if (args is ["serve", ..])
{
    await GrowthHost.RunAsync(args[1..]);
    return 0;
}

if (BenchOptions.Read(args) is not { } options)
{
    Console.WriteLine(BenchOptions.Usage);
    return 1;
}

if (!OperatingSystem.IsLinux() || !Places.IsRelease || Environment.ProcessorCount < 2)
{
    Console.Error.WriteLine(
        "The benchmark needs Linux with taskset, two processor cores, and a Release build: dotnet run -c Release --project bench/SideBySide");
    return 1;
}

var findings = await Bench.RunAsync(options);
ConsoleReport.WriteVerdicts(Verdict.Of(findings));
if (options.Report is { } path)
    await File.WriteAllTextAsync(Path.Combine(Places.Root, path), await MarkdownReport.WriteAsync(findings, options));
return 0;
