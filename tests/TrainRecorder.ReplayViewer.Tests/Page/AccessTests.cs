using System.Text.Json;
using Microsoft.Playwright;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>The page for those who use keys only, a screen reader, or need contrast.</summary>
public sealed class AccessTests(Chromium chromium, PageFiles files)
{
    /// <summary>By the rules of axe-core for WCAG 2.1 AA, contrast among them, in every state of the page that has something of its own.</summary>
    [Theory]
    [InlineData(ColorScheme.Light, "#epoch=20&pin=hidden1.3")]
    [InlineData(ColorScheme.Dark, "#epoch=20&pin=hidden1")]
    [InlineData(ColorScheme.Dark, "#epoch=20&then=3&from=2&to=40&zoom=3")]
    [InlineData(ColorScheme.Light, "#epoch=20&pin=hidden1.3-input.20")]
    public async Task Page_InAnyState_BreaksNoRule(ColorScheme scheme, string hash)
    {
        string axe = Path.Combine(PagePackageTests.PageFolder(), "node_modules", "axe-core", "axe.min.js");
        await using OpenPage page = await chromium.OpenAsync(
            await files.DigitsAsync(), hash, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1600, Height = 900 } });
        await page.WaitForEpochAsync(20);
        await page.SettleAsync();

        await page.Page.EvaluateAsync(await File.ReadAllTextAsync(axe, TestContext.Current.CancellationToken));
        JsonElement result = await page.Page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })).violations
              .map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.any.map(a => a.message).join(' ')).join(' | '))
            """);
        Assert.Empty(result.EnumerateArray().Select(violation => violation.GetString()));
    }

    [Fact]
    public async Task Tab_ThroughThePage_ReachesEveryControlAndIsSeen()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(3)), "#epoch=2");
        await page.WaitForEpochAsync(2);
        HashSet<string> reached = [];
        for (int presses = 0; presses < 80; presses++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>(
                "() => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.textContent).trim() + (getComputedStyle(e).outlineStyle === 'none' && e.tagName !== 'BODY' ? ' (not seen)' : ''); }"));
        }
        foreach (string control in new[]
        {
            "Find units", "Compare", "Save", "Light or dark (T)", "Help (?)", "Closer (Z)", "Colour of units", "Ring around units", "Lines", "Lines between two layers, at most",
            "Copy loss as CSV", "Play (Space)", "Epoch", "Speed", "Loop (L)", "Play from this epoch ([)",
        })
            Assert.Contains(control, reached);
        Assert.DoesNotContain(reached, name => name.EndsWith("(not seen)", StringComparison.Ordinal));
    }

    /// <summary>All that one can do with a mouse, without one.</summary>
    [Fact]
    public async Task Keys_Alone_FindPinCompareCollapseAndSave()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.DigitsAsync(), "#epoch=20");
        await page.WaitForEpochAsync(20);
        IKeyboard keys = page.Page.Keyboard;

        // A unit by its name, its strongest weight by Tab, the layer by its button, the strip by a key.
        await keys.PressAsync("/");
        await keys.TypeAsync("hidden1.5");
        await keys.PressAsync("Enter");
        await page.WaitUntilAsync("() => location.hash.includes('pin=hidden1.5')");
        await TabToAsync("The weight between");
        await keys.PressAsync("Enter");
        await page.WaitUntilAsync("() => /pin=[a-z0-9]+\\.\\d+-[a-z0-9]+\\.\\d+/.test(location.hash)");
        await page.Page.EvaluateAsync("() => document.activeElement.blur()");
        await keys.PressAsync("Escape");
        await TabToAsync("Hidden Layer 1");
        await keys.PressAsync("Enter");
        await page.WaitUntilAsync("() => /pin=hidden1(&|$)/.test(location.hash)");
        await keys.PressAsync("x");
        await page.WaitUntilAsync("() => location.hash.includes('collapsed=hidden1')");

        // Two epochs, side by side and as a difference.
        await keys.PressAsync("c");
        await keys.PressAsync("Shift+ArrowRight");
        await page.Page.Locator(".stage-caption", new() { HasText = "epoch 30" }).WaitForAsync();
        await keys.PressAsync("v");
        await page.Page.Locator(".stage-caption", new() { HasText = "difference: epoch 30 less epoch 20" }).WaitForAsync();

        // A picture from the menu.
        await page.Page.EvaluateAsync("() => document.activeElement.blur()");
        await TabToAsync("Save");
        await keys.PressAsync("Enter");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Picture as PNG" }).WaitForAsync();
        await TabToAsync("Picture as PNG");
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => keys.PressAsync("Enter"));
        Assert.EndsWith(".png", download.SuggestedFilename);

        async Task TabToAsync(string name)
        {
            for (int presses = 0; presses < 120; presses++)
            {
                await keys.PressAsync("Tab");
                if (await page.Page.EvaluateAsync<bool>("name => { const e = document.activeElement; return (e.getAttribute('aria-label') ?? e.textContent).trim().startsWith(name); }", name))
                    return;
            }
            Assert.Fail($"Tab does not reach {name}.");
        }
    }

    [Fact]
    public async Task Touch_OnAPhone_PinsAndPinches()
    {
        await using OpenPage page = await chromium.OpenAsync(
            await files.DigitsAsync(), "#epoch=20&loop=1", new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await page.WaitForEpochAsync(20);
        await page.Page.GetByLabel("Play (Space)").TapAsync();
        await page.WaitUntilAsync("() => Number(document.querySelector('.readout strong').textContent.split(' ')[1]) > 21");
        await page.Page.GetByLabel("Pause (Space)").TapAsync();

        LocatorBoundingBoxResult box = (await page.Stage.BoundingBoxAsync())!;
        ICDPSession touch = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await TouchAsync("touchStart", 40);
        await TouchAsync("touchMove", 70);
        await TouchAsync("touchMove", 110);
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        await page.WaitUntilAsync("() => Number(new URLSearchParams(location.hash.slice(1)).get('zoom')) > 1.5");
        Assert.Equal(390, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));

        Task<JsonElement?> TouchAsync(string type, float apart) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = new[] { -1, 1 }.Select((side, id) => new { x = box.X + box.Width / 2 + side * apart, y = box.Y + box.Height / 2, id }).ToArray(),
        });
    }
}
