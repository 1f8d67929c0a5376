using TrainRecorder.ReplayViewer.Page;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>Pages of made-up runs in a folder of their own.</summary>
public sealed class PageFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("page-");
    private readonly Lazy<Task<string>> _digits;
    private int _count;

    public PageFiles() => _digits = new(() => WriteAsync(SyntheticRun.Digits()));

    /// <summary>The page of a run of the digits, 60 epochs.</summary>
    public Task<string> DigitsAsync() => _digits.Value;

    /// <summary>The page of a run.</summary>
    public async Task<string> WriteAsync(SyntheticRun run, int most = int.MaxValue)
    {
        PageTemplate template = Need();
        string path = Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _count)}.html");
        PageSource source = Source(run);
        await using FileStream stream = File.Create(path);
        await PageFile.WriteAsync(template, source, EpochChoice.Choose(source.History.Epochs, most), stream, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>The page without a recording. Without it, for want of Node, the test is skipped; in CI it fails.</summary>
    internal static PageTemplate Need()
    {
        if (PageTemplate.Load() is { } template)
            return template;
        const string reason = "The page was not built: Node is not installed.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        throw new InvalidOperationException(reason);
    }

    /// <summary>A run with biases, as a source of pages.</summary>
    public static PageSource Source(SyntheticRun run) => new()
    {
        Network = run.Network,
        History = run.History,
        Run = "runs/made-up",
        Software = "tests",
        ReadAsync = (epoch, _) => Task.FromResult(WithBiases(run.Frame(epoch))),
    };

    /// <summary>The bias that units have in these runs.</summary>
    public static float Bias(int unit, int epoch) => 0.25f * (unit % 5 - 2) + 0.01f * epoch;

    private static FrameData WithBiases(FrameData frame) => frame with
    {
        Layers =
        [
            .. frame.Layers.Select((layer, index) => index == 0 ? layer : layer with
            {
                Bias = [.. Enumerable.Range(0, (layer.Saturation ?? layer.MeanActivation)!.Length).Select(unit => Bias(unit, frame.Epoch))],
            }),
        ],
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
