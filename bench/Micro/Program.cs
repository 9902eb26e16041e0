// dotnet run -c Release --project bench/Micro -- --filter "*"
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// The benchmarks run in this process. Otherwise BenchmarkDotNet would generate a project, and the settings of this repository would apply to it.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Tollgate.Micro.Scene).Assembly).Run(args, config);
