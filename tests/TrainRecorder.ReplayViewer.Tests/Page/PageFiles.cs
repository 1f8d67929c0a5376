using TrainRecorder.ReplayViewer.Page;
using TrainRecorder.Scene.Page;
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

    /// <summary>A path in the folder, of a file that is not there yet.</summary>
    public string NewPath(string extension) => Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _count)}{extension}");

    /// <summary>The page of a run.</summary>
    public async Task<string> WriteAsync(SyntheticRun run, int most = int.MaxValue, SyntheticRun? beside = null)
    {
        PageTemplate template = Need();
        string path = NewPath(".html");
        await using FileStream stream = File.Create(path);
        await PageFile.WriteAsync(template, [await PartAsync(run, most), .. beside is null ? [] : new[] { await PartAsync(beside, most) }], stream, TestContext.Current.CancellationToken);
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

    private static async Task<PagePart> PartAsync(SyntheticRun run, int most)
    {
        PageSource source = SyntheticPages.Source(run);
        PageRanges ranges = await PageRanges.ReadAsync(source, run.History.Epochs, TestContext.Current.CancellationToken);
        return new PagePart(source, ranges, EpochChoice.Choose(run.History.Epochs, most));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
