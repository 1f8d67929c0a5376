using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TrainRecorder.Benchmarks;
using TrainRecorder.Benchmarks.AgainstPytorch;
using TrainRecorder.Benchmarks.Drawing;

if (args is ["promises"])
{
    await Promises.CheckAsync();
    return;
}

if (args is ["recording-cost", ..])
{
    await RecordingCost.MeasureAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 9);
    return;
}

if (args is ["against-matplotlib", ..])
{
    await AgainstMatplotlib.RunAsync(isWhole: args.Contains("--whole"));
    return;
}

if (args is ["pictures", ..])
{
    await WholeProcess.RunAsync(args.Length > 1 ? args[1] : "");
    return;
}

if (args is ["against-pytorch", ..])
{
    await Comparison.RunAsync(args.Length > 1 ? args[1] : "");
    return;
}

// In this process: the projects that BenchmarkDotNet would generate know nothing of central package versions.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8);
BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
