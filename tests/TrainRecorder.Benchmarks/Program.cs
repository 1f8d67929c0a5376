using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TrainRecorder.Benchmarks;
using TrainRecorder.Benchmarks.AgainstPytorch;
using TrainRecorder.Benchmarks.Drawing;

Verdicts verdicts = new();
switch (args)
{
    case ["promises"]:
        await Promises.CheckAsync(verdicts);
        return verdicts.ExitCode;
    case ["recording-cost"]:
        await RecordingCost.MeasureAsync(verdicts, rounds: 9);
        return verdicts.ExitCode;
    case ["recording-cost", string rounds] when int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out int pairs) && pairs > 0:
        await RecordingCost.MeasureAsync(verdicts, pairs);
        return verdicts.ExitCode;
    case ["against-matplotlib"] or ["against-matplotlib", "--whole"]:
        await AgainstMatplotlib.RunAsync(verdicts, isWhole: args.Length > 1);
        return verdicts.ExitCode;
    case ["pictures"] or ["pictures", "small" or "long" or "movie"]:
        await WholeProcess.RunAsync(verdicts, args.ElementAtOrDefault(1) ?? "");
        return verdicts.ExitCode;
    case ["against-pytorch"] or ["against-pytorch", _]:
        await Comparison.RunAsync(verdicts, args.ElementAtOrDefault(1) ?? "");
        return verdicts.ExitCode;
    case ["--help" or "-h"]:
        Console.WriteLine(Usage.Text);
        return 0;
    // What begins with a dash is BenchmarkDotNet's.
    case [] or [['-', ..], ..]:
        // In this process: the projects that BenchmarkDotNet would generate know nothing of central package versions.
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(8);
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Workload).Assembly).Run(args, DefaultConfig.Instance.AddJob(job))];
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    default:
        Console.Error.WriteLine(Usage.Text);
        return 2;
}
