using System.Globalization;
using Microsoft.Playwright;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>What the page tells, and what its address holds.</summary>
public sealed class AskTests(Chromium chromium, PageFiles files)
{
    [Fact]
    public async Task Hover_OverAUnit_TellsWhatIsKnownOfItAndLeavingHidesIt()
    {
        SyntheticRun run = SyntheticRun.Digits();
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(run), "#epoch=20");

        await page.HoverAnyUnitAsync();

        string text = await page.Card.InnerTextAsync();
        string[] name = text.Split('\n')[0].Split('.');
        Assert.Equal("hidden1", name[0]);
        int unit = int.Parse(name[1], CultureInfo.InvariantCulture);
        LayerFrame layer = run.Frame(20).Layers[1];
        Assert.Equal(layer.Bias![unit], await ValueAsync("bias"), 0.002);
        Assert.Equal(layer.Saturation![unit], await ValueAsync("saturation"), 0.002);

        // The first of the connections listed is the strongest of all weights of the unit.
        float strongest = Math.Max(
            Enumerable.Range(0, 64).Max(input => MathF.Abs(layer.Weight![unit * 64 + input])),
            Enumerable.Range(0, 10).Max(output => MathF.Abs(run.Frame(20).Layers[2].Weight![output * 32 + unit])));
        Assert.Equal(strongest, Math.Abs(Number(await page.Card.Locator("li .weight").First.InnerTextAsync())), 0.01);

        await page.Page.Mouse.MoveAsync(1, 1);
        await page.Card.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        async Task<double> ValueAsync(string fact) => Number(await page.Card.Locator($"dt:text-is('{fact}') + dd").InnerTextAsync());
    }

    [Fact]
    public async Task Address_Opened_RestoresEpochThemeSpeedAndUnit()
    {
        string file = await files.DigitsAsync();
        await using OpenPage page = await chromium.OpenAsync(file, "#epoch=12&theme=dark&speed=0.5&loop=1&smooth=0&pin=hidden1.7");

        await page.WaitForEpochAsync(12);
        Assert.Equal("dark", await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        Assert.Equal("0.5", await page.Page.GetByLabel("Speed").InputValueAsync());
        Assert.Equal("true", await page.Page.GetByLabel("Loop (L)").GetAttributeAsync("aria-pressed"));
        Assert.Contains("hidden1.7", await page.Inspector.InnerTextAsync());
    }

    [Fact]
    public async Task Address_AfterChanges_HoldsThemForTheNextOne()
    {
        string file = await files.DigitsAsync();
        await using OpenPage page = await chromium.OpenAsync(file, "#epoch=12", new() { ColorScheme = ColorScheme.Light });
        await page.WaitForEpochAsync(12);

        foreach (string key in new[] { "ArrowRight", "t", "+", "l", "n" })
            await page.Page.Keyboard.PressAsync(key);

        await page.WaitUntilAsync("() => location.hash === '#epoch=13&theme=dark&speed=2&loop=1&pin=hidden1.0'");

        await page.Page.EvaluateAsync("() => { location.hash = '#epoch=40&theme=light'; }");
        await page.WaitForEpochAsync(40);
        Assert.Equal("light", await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
        Assert.DoesNotContain("hidden1.0", await page.Inspector.InnerTextAsync());
    }

    /// <summary>A view with nothing as it is at first is reached by hand; its address, opened by somebody else, gives the same picture, pixel by pixel.</summary>
    [Fact]
    public async Task Address_OfAnyView_RestoresItExactly()
    {
        string file = await files.DigitsAsync();
        await using OpenPage first = await chromium.OpenAsync(file, "#epoch=12", new() { ColorScheme = ColorScheme.Light, ViewportSize = s_window });
        await first.WaitForEpochAsync(12);
        foreach (string key in new[] { "c", "ArrowRight", "ArrowRight", "[", "Shift+ArrowRight", "]", "n", "n", "n", "z", "d", "t", "l", "i", "-" })
            await first.Page.Keyboard.PressAsync(key);
        foreach ((string label, string value) in new[] { ("Colour of units", "bias"), ("Ring around units", "saturation"), ("Lines", "contribution") })
            await first.Page.GetByLabel(label, new() { Exact = true }).First.SelectOptionAsync(value);
        await first.Page.GetByLabel("Lines between two layers, at most").FillAsync("0.7");
        await first.Page.Mouse.MoveAsync(1, 1);
        await first.WaitUntilAsync("() => ['epoch=24', 'then=12', 'from=14', 'to=24', 'pin=hidden1.2', 'zoom=1.5', 'theme=dark', 'loop=1', 'smooth=0', 'speed=0.5', 'fill=bias', 'ring=saturation', 'lines=contribution', 'strongest='].every(part => location.hash.includes(part))");
        await first.SettleAsync();

        await using OpenPage second = await chromium.OpenAsync(file, new Uri(first.Page.Url).Fragment, new() { ColorScheme = ColorScheme.Light, ViewportSize = s_window });
        await second.WaitForEpochAsync(24);
        await second.Page.Mouse.MoveAsync(1, 1);
        await second.SettleAsync();
        Assert.Equal(await first.PicturesAsync(), await second.PicturesAsync());
        Assert.Equal(await first.Inspector.InnerTextAsync(), await second.Inspector.InnerTextAsync());
        Assert.Equal(first.Page.Url, second.Page.Url);
    }

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task Theme_OfTheSystem_IsThePages(ColorScheme system, string expected)
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(2)), options: new() { ColorScheme = system });

        Assert.Equal(expected, await page.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
    }

    [Fact]
    public async Task Help_Asked_ShowsTheKeysAndEscapeCloses()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(2)));

        await page.Page.Keyboard.PressAsync("?");
        Assert.Contains("play, pause", await page.Page.GetByRole(AriaRole.Dialog).InnerTextAsync());
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task Open_ChoiceOfEpochs_SaysHowManyOfHowMany()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(2000), most: 61));

        Assert.Contains("61 of 2,001 epochs", await page.Page.Locator(".transport").InnerTextAsync());
        await page.WaitForEpochAsync(2000);
        await page.Page.Keyboard.PressAsync("Home");
        await page.WaitForEpochAsync(0);
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForEpochAsync(1);
    }

    [Fact]
    public async Task Open_OnAPhone_FitsItsWidth()
    {
        await using OpenPage page = await chromium.OpenAsync(
            await files.WriteAsync(SyntheticRun.Digits(2)), options: new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true });

        Assert.Equal(390, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await page.Page.GetByLabel("First epoch (Home)").TapAsync();
        await page.WaitForEpochAsync(0);
    }

    private static readonly ViewportSize s_window = new() { Width = 1440, Height = 900 };

    private static double Number(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
