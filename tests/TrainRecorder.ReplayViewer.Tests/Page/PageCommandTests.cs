using Microsoft.Playwright;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary><c>replay page</c> as a person types it, on recordings on disk.</summary>
public sealed class PageCommandTests(RecordingFixture recordings, Chromium chromium) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_SealedAndLive_PlayInABrowser()
    {
        PageFiles.Need();
        foreach (string recording in new[] { recordings.Sealed, recordings.Live })
        {
            Replay replay = await Replay.RunAsync("page", recording, "-o", _folder["out.html"]);
            Assert.Equal(0, replay.ExitCode);
            Assert.Contains("out.html: 6 epochs, 0.", replay.Output, StringComparison.Ordinal);
            Assert.Equal(["out.html"], _folder.Names());

            await using OpenPage page = await chromium.OpenAsync(_folder["out.html"], "#pin=hidden1.3");
            await page.WaitForEpochAsync(5);
            await page.Page.Keyboard.PressAsync("Home");
            await page.WaitForEpochAsync(0);
            Assert.Contains("saturation", await page.Inspector.InnerTextAsync());
        }
    }

    /// <summary>Between the epochs that a schedule records, the page shows the last one recorded, and says which.</summary>
    [Fact]
    public async Task Page_OfASparseSchedule_ShowsTheLastThatWasRecordedAndSaysSo()
    {
        PageFiles.Need();
        await SyntheticRecording.WriteLiveAsync(SyntheticRun.Digits(epochs: 9), _folder["sparse"], manifest =>
        {
            manifest.Job.Training = new Training { Epochs = 9 };
            foreach (ColumnInfo column in manifest.Columns.Where(column => column.Path.StartsWith("hidden1.", StringComparison.Ordinal) && column.Schedule == "every"))
                column.Schedule = "every 4";
        });
        Assert.Equal(0, (await Replay.RunAsync("page", _folder["sparse"], "-o", _folder["out.html"])).ExitCode);

        await using OpenPage page = await chromium.OpenAsync(_folder["out.html"], "#epoch=4");
        await page.WaitForEpochAsync(4);
        await page.SettleAsync();
        Assert.DoesNotContain("as of epoch", await SvgAsync());
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForEpochAsync(5);
        Assert.Contains("weights as of epoch 4", await SvgAsync());

        async Task<string> SvgAsync()
        {
            await page.Page.Locator("summary", new() { HasText = "Save" }).ClickAsync();
            IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Picture as SVG" }).ClickAsync());
            return await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Page_SmallLimit_ShowsSomeEpochsAndKeepsToIt()
    {
        PageFiles.Need();
        string file = _folder["long.parquet"];
        await SyntheticRecording.WriteSealedAsync(SyntheticRun.Digits(epochs: 200), file);

        Replay replay = await Replay.RunAsync("page", file, "-o", _folder["out.html"], "--max-mb", "1");

        Assert.Equal(0, replay.ExitCode);
        Assert.Matches(@"out\.html: \d\d of 201 epochs, 0\.\d MB", replay.Output);
        Assert.InRange(new FileInfo(_folder["out.html"]).Length, 1, 1_000_000);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1001")]
    public async Task Page_LimitThatIsNone_IsUsage(string limit)
    {
        Replay replay = await Replay.RunAsync("page", recordings.Sealed, "-o", _folder["out.html"], "--max-mb", limit);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("--max-mb must be a number above 0", replay.Error());
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task Page_LimitTooSmallForAnEpoch_SaysSo()
    {
        PageFiles.Need();
        Replay replay = await Replay.RunAsync("page", recordings.Sealed, "-o", _folder["out.html"], "--max-mb", "0.1");

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("not even one epoch", replay.Error());
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task Page_NoRecording_IsBadAndWritesNothing()
    {
        PageFiles.Need();
        Replay replay = await Replay.RunAsync("page", _folder["none.parquet"], "-o", _folder["out.html"]);

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("none.parquet", replay.Error());
        Assert.Empty(_folder.Names());
    }
}
