using System.Xml.Linq;
using Microsoft.Playwright;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>Comparing, and taking away what is seen.</summary>
public sealed class CompareTests(Chromium chromium, PageFiles files, RecordingFixture recordings) : IClassFixture<RecordingFixture>
{
    [Fact]
    public async Task TwoEpochs_SideBySideAndAsDifference()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=10");
        await page.WaitForEpochAsync(10);
        await page.Page.Keyboard.PressAsync("c");
        await page.Page.Locator(".app[data-panes='2']").WaitForAsync();
        await page.Page.Keyboard.PressAsync("End");
        await page.WaitForEpochAsync(60);
        Assert.Equal("epoch 10", await page.Page.Locator(".stage-caption").First.InnerTextAsync());
        await page.SettleAsync();
        string[] two = await page.PicturesAsync();
        Assert.Equal(2, two.Length);
        Assert.NotEqual(two[0], two[1]);

        await page.Page.Keyboard.PressAsync("v");
        await page.Page.Locator(".app[data-panes='1']").WaitForAsync();
        await page.Page.Locator(".stage-caption", new() { HasText = "epoch 60 less epoch 10" }).WaitForAsync();
        await page.Page.Locator(".legend", new() { HasText = "saturation, difference" }).WaitForAsync();
        await page.WaitUntilAsync("() => location.hash.includes('then=10') && location.hash.includes('show=difference')");

        await page.Page.Keyboard.PressAsync("c");
        await page.WaitUntilAsync("() => !location.hash.includes('then=')");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TwoRecordings_AreLockedToOneTimeline(bool isServed)
    {
        await using ServedFiles? served = isServed ? await ServedFiles.StartAsync(recordings.Sealed, recordings.Live) : null;
        string address = served?.Address ?? await files.WriteAsync(SyntheticRun.Digits(5), beside: SyntheticRun.Dense([64, 32, 10], epochs: 5, name: "other"));
        await using OpenPage page = await chromium.OpenAsync(address, "#epoch=5");
        await page.Page.Locator(".app[data-panes='2']").WaitForAsync();
        Assert.Contains("A training", await page.Page.Locator(".chart h2").First.InnerTextAsync());
        await page.SettleAsync();
        string[] before = await page.PicturesAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await page.WaitForEpochAsync(0);
        await page.SettleAsync();
        string[] after = await page.PicturesAsync();
        Assert.NotEqual(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
    }

    [Theory]
    [InlineData("Picture as PNG", ".png")]
    [InlineData("Picture as SVG", ".svg")]
    [InlineData("Curves as CSV", ".csv")]
    public async Task Save_WhatIsSeen_GivesAFile(string item, string ending)
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20");
        await page.WaitForEpochAsync(20);
        await page.Page.Locator("summary", new() { HasText = "Save" }).ClickAsync();
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = item }).ClickAsync());

        Assert.EndsWith(ending, download.SuggestedFilename);
        byte[] content = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        string text = System.Text.Encoding.UTF8.GetString(content);
        switch (ending)
        {
            case ".png":
                Assert.Equal("PNG"u8.ToArray(), content[1..4]);
                Assert.InRange(content.Length, 50_000, 20_000_000);
                break;
            case ".svg":
                XDocument svg = XDocument.Parse(text);
                Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value == "Hidden Layer 1");
                Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.StartsWith("epoch 20", StringComparison.Ordinal));
                break;
            default:
                Assert.StartsWith("epoch,loss training,loss validation\n0,", text);
                Assert.Equal(2 * 62 + 1, text.Split('\n').Length - 1);
                break;
        }
    }

    [Fact]
    public async Task Csv_OfAChart_IsInTheClipboard()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20", new() { Permissions = ["clipboard-read", "clipboard-write"] });
        ILocator copy = page.Page.GetByLabel("Copy loss as CSV");
        // It says so for a moment only.
        await copy.EvaluateAsync("button => { window.said = []; new MutationObserver(() => said.push(button.textContent)).observe(button, { childList: true }); }");
        await copy.ClickAsync(new() { Force = true });
        await page.WaitUntilAsync("() => said.includes('copied')");
        Assert.StartsWith("epoch,loss training", await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Range_Set_IsWhatIsPlayed()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=10&speed=10&loop=1&smooth=0");
        await page.WaitForEpochAsync(10);
        await page.Page.Keyboard.PressAsync("[");
        for (int step = 0; step < 4; step++)
            await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForEpochAsync(14);
        await page.Page.Keyboard.PressAsync("]");
        await page.WaitUntilAsync("() => location.hash.includes('from=10') && location.hash.includes('to=14')");
        await page.Page.EvaluateAsync("""
            () => { window.seen = []; const readout = document.querySelector('.readout');
              new MutationObserver(() => seen.push(Number(readout.firstChild.textContent.split(' ')[1]))).observe(readout, { childList: true }); }
            """);
        await page.Page.Keyboard.PressAsync(" ");
        await page.WaitUntilAsync("() => seen.filter((epoch, i) => i > 0 && epoch < seen[i - 1]).length >= 2");
        Assert.All(await page.Page.EvaluateAsync<int[]>("() => seen"), epoch => Assert.InRange(epoch, 10, 14));
    }

    [Fact]
    public async Task Timeline_Hovered_PreviewsAnotherEpoch()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=60");
        LocatorBoundingBoxResult box = (await page.Page.Locator(".timeline").BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Page.Locator(".preview", new() { HasText = "epoch 30 of 60" }).WaitForAsync();
        Assert.Equal(60, await page.EpochAsync());
    }
}
