using System.Globalization;
using Microsoft.Playwright;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>Looking closely, choosing what is shown, pinning and asking: on a page from disk and on a page that is served.</summary>
public sealed class SeeTests(Chromium chromium, PageFiles files, RecordingFixture recordings) : IClassFixture<RecordingFixture>
{
    /// <summary>Pixels of the coarse grid that pictures are compared on.</summary>
    private const int Coarse = 96;

    /// <summary>How far apart the two ways of drawing may be, in steps of 256: on the whole, and at the worst place.</summary>
    private const double MeanDifference = 1;
    private const int LargestDifference = 30;

    private readonly SyntheticRun _run = SyntheticRun.Digits(epochs: 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Zoom_ByWheelKeysAndButtons_ShowsOneUnitLargeAndTheWholeAgain(bool isServed)
    {
        await using ServedFiles? served = await ServeAsync(isServed);
        await using OpenPage page = await OpenAsync(served);
        string whole = await page.PictureAsync();

        LocatorBoundingBoxResult box = (await page.Stage.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Page.Mouse.WheelAsync(0, -480);
        await page.WaitUntilAsync("() => /zoom=4(&|$)/.test(location.hash)");
        await page.Page.Locator(".minimap").First.WaitForAsync();
        await page.SettleAsync();
        Assert.NotEqual(whole, await page.PictureAsync());

        foreach (string key in new[] { "z", "d", "s", "a", "w", "Shift+Z" })
            await page.Page.Keyboard.PressAsync(key);
        await page.Page.GetByLabel("Closer (Z)").ClickAsync();
        await page.WaitUntilAsync("() => /zoom=6(&|$)/.test(location.hash)");

        await page.Page.Keyboard.PressAsync("0");
        await page.Page.Locator(".minimap").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Page.Mouse.MoveAsync(1, 1);
        await page.WaitUntilAsync("() => !location.hash.includes('zoom')");

        await page.Page.Keyboard.PressAsync("n");
        await page.Page.Keyboard.PressAsync("f");
        await page.WaitUntilAsync("() => Number(new URLSearchParams(location.hash.slice(1)).get('zoom')) > 2");
    }

    [Fact]
    public async Task Drag_WhileZoomed_MovesAndPinsNothing()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20&zoom=4");
        LocatorBoundingBoxResult box = (await page.Stage.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + 400, box.Y + 300);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + 300, box.Y + 250, new() { Steps = 4 });
        await page.Page.Mouse.UpAsync();

        await page.WaitUntilAsync("() => Number(new URLSearchParams(location.hash.slice(1)).get('x')) > 0.5");
        Assert.DoesNotContain("pin=", page.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Choices_OfColourRingAndLines_ChangeThePictureAndTheLegend(bool isServed)
    {
        await using ServedFiles? served = await ServeAsync(isServed);
        await using OpenPage page = await OpenAsync(served);
        List<string> pictures = [await page.PictureAsync()];
        foreach ((string label, string value, string legend) in new[]
        {
            ("Colour of units", "bias", "bias"), ("Ring around units", "saturation", "saturation"), ("Lines", "contribution", "positive contribution"),
            ("Lines", "change", "positive change"), ("Sample", "2", "activation"), ("Lines", "weight", "positive weight"),
        })
        {
            await page.Page.GetByLabel(label, new() { Exact = true }).First.SelectOptionAsync(value);
            await page.Page.Locator(".legend", new() { HasText = legend }).WaitForAsync();
            await page.SettleAsync();
            pictures.Add(await page.PictureAsync());
        }
        Assert.Equal(pictures.Count, pictures.Distinct().Count());
        await page.WaitUntilAsync("() => location.hash.includes('ring=saturation') && location.hash.includes('fill=activation') && location.hash.includes('sample=2')");
    }

    [Fact]
    public async Task Strongest_Fewer_DrawsFewerAndSaysSo()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20&strongest=50");
        await page.WaitForEpochAsync(20);
        Assert.Contains("50 between two layers", await page.Page.Locator(".legend").InnerTextAsync());
        await page.SettleAsync();
        string few = await page.PictureAsync();
        await page.Page.EvaluateAsync("() => { location.hash = '#epoch=20&strongest=2000'; }");
        await page.Page.Locator(".legend", new() { HasText = "2,000 between two layers" }).WaitForAsync();
        await page.SettleAsync();
        Assert.NotEqual(few, await page.PictureAsync());
    }

    [Theory]
    [InlineData("#epoch=20")]
    [InlineData("#epoch=20&strongest=100&pin=hidden1")]
    [InlineData("#epoch=20&pin=hidden1.9&ring=bias")]
    [InlineData("#epoch=20&zoom=6&x=0.5&y=0.4&theme=dark&collapsed=input")]
    public async Task WebGl_AskedFor_DrawsAsTheCanvasDoes(string hash)
    {
        string file = await files.DigitsAsync();
        await using OpenPage page = await chromium.OpenAsync(file, hash + "&renderer=webgl");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();
        if (await page.Page.Locator(".stage").First.GetAttributeAsync("data-renderer") != "webgl")
            Assert.Skip("This browser has no WebGL2, not even an emulated one.");
        byte[] lines = await page.StageAsync(Coarse);

        await page.Page.EvaluateAsync("hash => { location.hash = hash; }", hash + "&renderer=canvas");
        await page.Page.Locator(".stage[data-renderer='canvas']").First.WaitForAsync();
        await page.SettleAsync();
        byte[] drawn = await page.StageAsync(Coarse);

        // The smoothing of edges differs, and nothing else: on a coarse grid colours are nearly the same, everywhere.
        int[] apart = [.. lines.Zip(drawn, (a, b) => Math.Abs(a - b))];
        Assert.InRange(apart.Average(), 0, MeanDifference);
        Assert.InRange(apart.Max(), 0, LargestDifference);

        // Another picture would be noticed.
        await page.Page.Keyboard.PressAsync("Home");
        await page.WaitForEpochAsync(0);
        await page.SettleAsync();
        Assert.True((await page.StageAsync(Coarse)).Zip(drawn, (a, b) => Math.Abs(a - b)).Max() > LargestDifference);
    }

    [Fact]
    public async Task WebGl_TakenAway_IsReplacedByTheCanvas()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20&renderer=webgl");
        await page.WaitForEpochAsync(20);
        if (await page.Page.Locator(".stage").First.GetAttributeAsync("data-renderer") != "webgl")
            Assert.Skip("This browser has no WebGL2, not even an emulated one.");
        await page.SettleAsync();
        byte[] before = await page.StageAsync(Coarse);

        await page.Page.EvaluateAsync("() => document.querySelector('.stage canvas.lines').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()");
        await page.Page.Locator(".stage[data-renderer='canvas']").First.WaitForAsync();
        await page.SettleAsync();

        Assert.InRange((await page.StageAsync(Coarse)).Zip(before, (a, b) => Math.Abs(a - b)).Max(), 0, LargestDifference);
    }

    [Fact]
    public async Task Strongest_Fewer_LaysAHazeOfAllBeneath()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20&strongest=1");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();
        Assert.Contains("haze", await page.Page.Locator(".legend").InnerTextAsync());
        int few = Coloured(await page.StageAsync(Coarse));

        await page.Page.EvaluateAsync("() => { location.hash = '#epoch=20&strongest=2048'; }");
        await page.Page.Locator(".legend", new() { HasText = "2,048 between two layers" }).WaitForAsync();
        await page.SettleAsync();
        Assert.DoesNotContain("haze", await page.Page.Locator(".legend").InnerTextAsync());
        int all = Coloured(await page.StageAsync(Coarse));

        // Where all lines run, there is at least a haze when only one is drawn.
        Assert.InRange(few, all * 2 / 3, all * 3 / 2);

        static int Coloured(byte[] pixels) => pixels.Chunk(4).Count(pixel => pixel[..3].Any(channel => channel < 250));
    }

    [Fact]
    public async Task Zoom_BetweenLayers_ShowsTheLinesThatPass()
    {
        const string view = "#epoch=20&zoom=12&x=0.75&y=0.5";
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), view + "&strongest=1");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();
        byte[] alone = await page.StageAsync(Coarse);

        await page.Page.EvaluateAsync("hash => { location.hash = hash; }", view);
        await page.Page.Locator(".legend", new() { HasText = "2,048 between two layers" }).WaitForAsync();
        await page.SettleAsync();

        byte[] all = await page.StageAsync(Coarse);
        Assert.InRange(all.Where((value, place) => Math.Abs(value - alone[place]) > 3).Count(), 300, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unit_Pinned_ShowsItsCurvesAndItsWeightsOverAllEpochs(bool isServed)
    {
        await using ServedFiles? served = await ServeAsync(isServed);
        await using OpenPage page = await OpenAsync(served, "#epoch=3&pin=hidden1.17");
        await page.Inspector.Locator(".weight-image canvas").WaitForAsync();
        await page.Inspector.Locator(".heat-plot").WaitForAsync();
        await page.Inspector.Locator(".u-over").First.WaitForAsync();
        string facts = await page.Inspector.Locator(".facts").InnerTextAsync();
        Assert.Contains("saturation", facts);
        Assert.Equal(_run.Frame(3).Layers[1].Bias![17], Number(await page.Inspector.Locator("dt:text-is('bias') + dd").InnerTextAsync()), 0.01);

        // From the strongest connection to the weight itself.
        await page.Inspector.Locator(".connections .weight").First.ClickAsync();
        await page.Inspector.Locator("dt:text-is('weight')").WaitForAsync();
        await page.WaitUntilAsync("() => /pin=hidden1\\.17-input|pin=output\\.\\d-hidden1\\.17/.test(location.hash)");
        double shown = Number(await page.Inspector.Locator("dt:text-is('weight') + dd").InnerTextAsync());
        string pin = new Uri(page.Page.Url).Fragment.Split("pin=")[1].Split('&')[0];
        int[] ends = [.. pin.Split('-').Select(end => int.Parse(end.Split('.')[1], CultureInfo.InvariantCulture))];
        bool incoming = pin.StartsWith("hidden1", StringComparison.Ordinal);
        Assert.Equal(_run.Frame(3).Layers[incoming ? 1 : 2].Weight![ends[0] * (incoming ? 64 : 32) + ends[1]], shown, 0.01);
    }

    [Fact]
    public async Task Edge_Clicked_IsPinned()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=30");
        await page.WaitForEpochAsync(30);
        LocatorBoundingBoxResult box = (await page.Stage.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width * 0.72f, box.Y + box.Height / 2);
        await page.Page.Mouse.ClickAsync(box.X + box.Width * 0.72f, box.Y + box.Height / 2);
        await page.WaitUntilAsync("() => /pin=output\\.\\d+-hidden1\\.\\d+/.test(location.hash)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Layer_Clicked_TellsItsCountsAndDistributionsAndSinceWhenUnitsAreGone(bool isServed)
    {
        await using ServedFiles? served = await ServeAsync(isServed);
        await using OpenPage page = await OpenAsync(served);
        await page.Inspector.GetByRole(AriaRole.Button, new() { Name = "Hidden Layer 1" }).ClickAsync();
        await page.Inspector.Locator(".ridges canvas").WaitForAsync();
        await page.Inspector.Locator(".deaths button").First.WaitForAsync();
        int expected = _run.Frame(5).Layers[1].Saturation!.Count(value => value > 0.9f);
        Assert.Equal(2 * expected, await page.Inspector.Locator(".deaths button").CountAsync());

        await page.Inspector.Locator(".deaths li button").Nth(1).ClickAsync();
        await page.WaitUntilAsync("() => !document.querySelector('.readout strong').textContent.startsWith('epoch 5 ')");
    }

    [Fact]
    public async Task Layer_Collapsed_IsAStripAndComesBack()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20&pin=input");
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();
        string whole = await page.PictureAsync();
        await page.Page.Keyboard.PressAsync("x");
        await page.WaitUntilAsync("() => location.hash.includes('collapsed=input')");
        await page.SettleAsync();
        Assert.NotEqual(whole, await page.PictureAsync());
        await page.Page.Keyboard.PressAsync("x");
        await page.WaitUntilAsync("() => !location.hash.includes('collapsed')");
        await page.SettleAsync();
        Assert.Equal(whole, await page.PictureAsync());
    }

    [Theory]
    [InlineData("hidden1.17", "hidden1.17")]
    [InlineData("saturation > 0.5", "hidden1.")]
    [InlineData("saturated > 0.5", "hidden1.")]
    [InlineData("output bias > 0", "output.")]
    [InlineData("7", "output.7")]
    public async Task Search_Asked_GoesToWhatWasFound(string question, string expected)
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync());
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync(question);
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.WaitUntilAsync($"() => new URLSearchParams(location.hash.slice(1)).get('pin')?.startsWith('{expected}')");
    }

    [Fact]
    public async Task Finding_Clicked_GoesToItsEpochAndLayer()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync());
        await page.Page.Locator(".mark").ClickAsync();
        await page.WaitForEpochAsync(2);
        await page.WaitUntilAsync("() => location.hash.includes('pin=hidden1')");
    }

    [Fact]
    public async Task Resize_AtAnyMoment_KeepsUnitsRound()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20");
        foreach ((int width, int height) in new[] { (1600, 900), (1000, 1000), (500, 900), (1900, 700) })
        {
            await page.Page.SetViewportSizeAsync(width, height);
            double[] ratios = await page.Page.EvaluateAsync<double[]>("""
                () => { const c = document.querySelector('.stage .picture'); const b = c.getBoundingClientRect(); return [c.width / b.width, c.height / b.height]; }
                """);
            Assert.Equal(ratios[0], ratios[1], 0.01);
        }
    }

    private async Task<ServedFiles?> ServeAsync(bool isServed) => isServed ? await ServedFiles.StartAsync(recordings.Sealed) : null;

    private async Task<OpenPage> OpenAsync(ServedFiles? served, string hash = "#epoch=5")
    {
        OpenPage page = await chromium.OpenAsync(served?.Address ?? await files.WriteAsync(_run), hash);
        await page.Page.Locator(".readout strong").WaitForAsync();
        await page.SettleAsync();
        return page;
    }

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
