using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;

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
