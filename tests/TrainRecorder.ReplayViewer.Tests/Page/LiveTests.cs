using Microsoft.Playwright;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>A recording that is still being written, followed in the browser.</summary>
public sealed class LiveTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SyntheticRun _run = SyntheticRun.Digits(epochs: 40);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_BeforeTheFirstEpoch_WaitsForIt()
    {
        Directory.CreateDirectory(_folder["run"]);
        await using ServedFiles served = await ServedFiles.StartAsync(_folder["run"]);
        await using OpenPage page = await chromium.OpenAsync(served.Address, wait: "#status");
        // The element is there from the first, with another text.
        await page.Page.Locator("#status", new() { HasText = "Waiting" }).WaitForAsync();

        await WriteAsync(0, 3);

        await page.WaitForEpochAsync(3);
    }

    /// <summary>The connection is cut at the level of TCP: with a reset, and without a word, which only silence betrays.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follow_AfterACut_MissesNothing(bool isSilent)
    {
        await WriteAsync(0, 3);
        await using ServedFiles served = await ServedFiles.StartAsync(_folder["run"]);
        await using Relay line = new(served.Address);
        await using OpenPage page = await chromium.OpenAsync(line.Address);
        page.MayBeCut();
        // Silence is noticed only after a while, and the connection is tried again only after another.
        page.Page.SetDefaultTimeout(120_000);
        await page.WaitForEpochAsync(3);
        await page.Page.Locator(".live.following").WaitForAsync();

        await WriteAsync(4, 6);
        await page.WaitForEpochAsync(6);

        line.Cut(isSilent);
        await WriteAsync(7, 12);
        await page.Page.Locator(".trouble", new() { HasText = "connection" }).WaitForAsync();
        line.Mend();
        await WriteAsync(13, 14);
        await page.WaitForEpochAsync(14);
        await page.Page.GetByText("15 epochs").WaitForAsync();
        await page.Page.Locator(".trouble").WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        // Each epoch is there, once: step through all of them.
        for (int epoch = 13; epoch >= 0; epoch--)
        {
            await page.Page.Keyboard.PressAsync("ArrowLeft");
            await page.WaitForEpochAsync(epoch);
        }

        // Who has gone back is left alone; End follows again.
        await WriteAsync(15, 15);
        await page.Page.GetByText("16 epochs").WaitForAsync();
        Assert.Equal(0, await page.EpochAsync());
        await page.Page.Keyboard.PressAsync("End");
        await page.WaitForEpochAsync(15);
        await WriteAsync(16, 17);
        await page.WaitForEpochAsync(17);
    }

    [Fact]
    public async Task Follow_UntilItIsSealed_GoesOnWithTheSealedFile()
    {
        await WriteAsync(0, 3);
        await using ServedFiles served = await ServedFiles.StartAsync(_folder["run"]);
        await using OpenPage page = await chromium.OpenAsync(served.Address);
        await page.WaitForEpochAsync(3);

        await WriteAsync(4, 5);
        string[] segments = [.. Directory.GetFiles(_folder["run"], "*.parquet").Order(StringComparer.Ordinal)];
        await Sealer.SealAsync(segments, _folder["sealed.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        File.Move(_folder["sealed.parquet"], Path.Combine(_folder["run"], "run.parquet"));
        foreach (string segment in segments)
            File.Delete(segment);

        await page.Page.Locator(".live").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.WaitForEpochAsync(5);
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.WaitForEpochAsync(4);
    }

    private Task<string[]> WriteAsync(int first, int last) => SyntheticRecording.WriteLiveAsync(_run, _folder["run"], epochs: new EpochRange(first, last));
}
