using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>Texts in a recording are shown and never run.</summary>
public sealed class InjectionTests(Chromium chromium, PageFiles files)
{
    private const string Evil = "</script><!--<script>\"'&<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script><!--document-->";

    [Fact]
    public async Task Open_NamesFullOfMarkup_ShowsThemAsText()
    {
        NetworkShape shape = NetworkShape.Dense([3, 4, 2]);
        LayerShape[] layers = [.. shape.Layers];
        layers[1] = layers[1] with { Title = Evil };
        layers[2] = layers[2] with { UnitNames = [Evil, "{{constructor.constructor('window.harmed=1')()}}"] };
        string file = await files.WriteAsync(new SyntheticRun(new NetworkShape(layers), 3, name: Evil));
        await using OpenPage page = await chromium.OpenAsync(file, "#pin=output.0");

        await page.WaitForEpochAsync(3);
        Assert.Equal(Evil, await page.Page.Locator("h1").TextContentAsync());
        Assert.Contains(Evil, await page.Inspector.TextContentAsync());
        Assert.Contains(Evil, await page.Stage.GetAttributeAsync("aria-label"));
        Assert.False(await page.Page.EvaluateAsync<bool>("() => 'harmed' in window || document.querySelector('img') !== null"));
    }

    [Fact]
    public async Task Open_AnyPage_AllowsNoScriptButItsOwn()
    {
        await using OpenPage page = await chromium.OpenAsync(await files.WriteAsync(SyntheticRun.Digits(2)));

        string policy = await page.Page.Locator("meta[http-equiv='Content-Security-Policy']").GetAttributeAsync("content") ?? "";
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy);
        Assert.DoesNotContain("unsafe", policy);
    }
}
