using Microsoft.Playwright;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>The page in a real browser, opened from disk, played as a person would.</summary>
public sealed class PlayTests(Chromium chromium, PageFiles files)
{
    private const int LargestPage = 3_000_000;

    [Fact]
    public async Task Open_Digits_IsASmallFileThatShowsTheLastEpoch()
    {
        string file = await files.DigitsAsync();
        Assert.InRange(new FileInfo(file).Length, 1, LargestPage);

        await using OpenPage page = await chromium.OpenAsync(file);
        await page.WaitForEpochAsync(60);
    }

    [Fact]
    public async Task Open_Digits_DrawsItsUnitsAndSaysWhatIsSeen()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync());

        await page.WaitForEpochAsync(60);
        string? description = await page.Stage.GetAttributeAsync("aria-label");
        Assert.Contains("Hidden Layer 1, 32 units, tanh", description);
        Assert.Contains("epoch 60 of 60, loss", description);
        Assert.Equal("digits · replay", await page.Page.TitleAsync());
        int colours = (await page.StageAsync(400)).Chunk(4).Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count();
        Assert.InRange(colours, 100, int.MaxValue);
        foreach (string meaning in new[] { "positive weight", "negative weight", "saturation" })
            Assert.Contains(meaning, await page.Page.Locator(".legend").InnerTextAsync());
    }

    [Fact]
    public async Task Space_Pressed_PlaysThroughTheEpochsToTheEnd()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=60&speed=10");
        await page.WaitForEpochAsync(60);
        await page.Page.EvaluateAsync("""
            () => { window.seen = []; const readout = document.querySelector('.readout');
              new MutationObserver(() => seen.push(Number(readout.firstChild.textContent.split(' ')[1]))).observe(readout, { childList: true }); }
            """);

        await page.Page.Keyboard.PressAsync(" ");

        await page.WaitUntilAsync("() => seen.at(-1) === 60 && document.querySelector('button.primary').title.startsWith('Play')");
        int[] seen = await page.Page.EvaluateAsync<int[]>("() => seen");
        Assert.Equal(seen.Order(), seen);
        Assert.InRange(seen.Distinct().Count(), 5, 61);
        Assert.InRange(seen[0], 0, 20);
    }

    [Fact]
    public async Task Space_PressedAgain_Pauses()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=0&speed=0.5");

        await page.Page.Keyboard.PressAsync(" ");
        await page.WaitUntilAsync("() => document.querySelector('button.primary').title.startsWith('Pause')");
        await page.WaitUntilAsync("() => Number(document.querySelector('.readout strong').textContent.split(' ')[1]) > 0");
        await page.Page.Keyboard.PressAsync(" ");
        await page.WaitUntilAsync("() => document.querySelector('button.primary').title.startsWith('Play')");
        Assert.InRange(await page.EpochAsync(), 1, 59);
    }

    [Fact]
    public async Task Space_AtTheEndOfALoop_BeginsAnew()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(6)), "#epoch=5&loop=1");

        await page.Page.Keyboard.PressAsync(" ");
        await page.WaitUntilAsync("() => Number(document.querySelector('.readout strong').textContent.split(' ')[1]) < 5");
    }

    [Fact]
    public async Task Arrows_Pressed_StepAndHomeAndEndJump()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20");
        foreach ((string key, int epoch) in new[]
        {
            ("ArrowRight", 21), ("ArrowLeft", 20), ("ArrowLeft", 19), ("Shift+ArrowRight", 29), ("Shift+ArrowLeft", 19),
            ("Home", 0), ("ArrowLeft", 0), ("End", 60), ("ArrowRight", 60),
        })
        {
            await page.Page.Keyboard.PressAsync(key);
            await page.WaitForEpochAsync(epoch);
        }
    }

    [Fact]
    public async Task Step_ToAnotherEpoch_ChangesThePictureAndBackGivesTheSame()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();
        string before = await page.PictureAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForEpochAsync(21);
        await page.SettleAsync();
        string after = await page.PictureAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();

        Assert.NotEqual(before, after);
        Assert.Equal(before, await page.PictureAsync());
    }

    [Fact]
    public async Task Click_IntoCurveAndHeatMap_GoesToThatEpoch()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync());
        foreach (string place in new[] { ".u-over", ".heat-plot" })
        {
            await page.Page.Keyboard.PressAsync("End");
            await page.WaitForEpochAsync(60);
            ILocator plot = page.Page.Locator(place).First;
            LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
            await plot.ClickAsync(new() { Position = new() { X = box.Width / 2, Y = box.Height / 2 } });
            await page.WaitForEpochAsync(30);
        }
    }

    [Fact]
    public async Task Slider_Dragged_ShowsItsEpoch()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync());
        ILocator slider = page.Page.GetByLabel("Epoch", new() { Exact = true });
        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;

        await slider.ClickAsync(new() { Position = new() { X = box.Width / 2, Y = box.Height / 2 } });

        await page.WaitForEpochAsync(30);
        Assert.Equal("epoch 30", await slider.GetAttributeAsync("aria-valuetext"));
    }

    [Fact]
    public async Task Open_WithReducedMotion_DoesNotInterpolate()
    {
        await using OpenPage page = await chromium.OpenAsync(
            await files.DigitsAsync(), options: new() { ReducedMotion = ReducedMotion.Reduce });

        Assert.Equal("false", await page.Page.GetByLabel("Interpolate between epochs (I)").GetAttributeAsync("aria-pressed"));
    }
}
