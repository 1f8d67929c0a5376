using System.Globalization;
using Microsoft.Playwright;

namespace TrainRecorder.ReplayViewer.Tests.Page.Measures;

/// <summary>
/// How fast the page is, and what a tab of it takes, of real recordings and through the real programs. Not part of the tests: nothing here is
/// asserted. RESULTS.md says how it is started and what it gave.
/// </summary>
public sealed class PageMeasures(Chromium chromium, PageFiles files)
{
    private const int Openings = 7;
    private const int Steps = 60;
    private const int Rounds = 10;

    /// <summary>The window of a common notebook.</summary>
    private static readonly BrowserNewContextOptions s_window = new() { ViewportSize = new() { Width = 1440, Height = 900 } };

    /// <summary>The page of the digits, from disk: its size, and when it shows its first frame.</summary>
    [Fact(Explicit = true)]
    public async Task Digits_FromDisk()
    {
        string page = files.NewPath(".html");
        await ReplayProgram.RunAsync("page", Recording("DIGITS"), "-o", page);
        Say($"digits page: {new FileInfo(page).Length / 1e6:0.00} MB");
        Say($"digits page: first frame {await FirstFrameAsync(page)} s");
    }

    /// <summary>The wide network, served: first frame, and a step of the timeline to an epoch that is not at hand.</summary>
    [Fact(Explicit = true)]
    public async Task Wide_Served()
    {
        await using ReplayProgram served = await ReplayProgram.ServeAsync(Recording("WIDE"));
        Say($"wide, served: first frame {await FirstFrameAsync(served.Address)} s");
        await using OpenPage page = await chromium.OpenAsync(served.Address, options: s_window);
        await page.Page.Locator(".readout strong").WaitForAsync();
        await page.SettleAsync();

        // From the slider's event until the picture of that epoch is drawn and the screen's next frame has begun, each step after the tab has come to rest.
        double[] steps = await page.Page.EvaluateAsync<double[]>("""
            async steps => {
              const slider = document.querySelector('input[aria-label=Epoch]'), frames = Number(slider.max) + 1, taken = [];
              const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
              const shown = epoch => document.querySelector('.app').dataset.waiting !== 'true' && document.querySelector('.readout strong').textContent.startsWith(`epoch ${epoch} of`);
              for (let step = 1; step <= steps; step++) {
                const epoch = step * 37 % frames, begin = performance.now();
                slider.value = String(epoch);
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                do await frame(); while (!shown(epoch));
                await frame();
                taken.push(performance.now() - begin);
                await new Promise(resolve => setTimeout(resolve, 600));
              }
              return taken;
            }
            """, Steps);
        Say($"wide, served: a step {Spread(steps.Select(step => step / 1000))} s");
    }

    /// <summary>The wide network, served: the memory of the tab while it plays through all epochs again and again.</summary>
    [Fact(Explicit = true)]
    public async Task Wide_Played()
    {
        await using ReplayProgram served = await ReplayProgram.ServeAsync(Recording("WIDE"));
        await using OpenPage page = await chromium.OpenAsync(served.Address, "#epoch=0", s_window);
        page.Page.SetDefaultTimeout(120_000);
        ICDPSession session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        for (int round = 1; round <= Rounds; round++)
        {
            await page.Page.EvaluateAsync("""
                () => { window.seen = new Set(); const readout = document.querySelector('.readout');
                  window.watch?.disconnect(); window.watch = new MutationObserver(() => seen.add(readout.firstChild.textContent)); watch.observe(readout, { childList: true }); }
                """);
            await page.Page.Keyboard.PressAsync(" ");
            await page.WaitUntilAsync("() => document.querySelector('button.primary').title.startsWith('Pause')");
            await page.WaitUntilAsync("() => document.querySelector('button.primary').title.startsWith('Play')");
            int seen = await page.Page.EvaluateAsync<int>("() => seen.size");
            await session.SendAsync("HeapProfiler.collectGarbage");
            double heap = await page.Page.EvaluateAsync<double>("() => performance.memory.usedJSHeapSize / 1048576");
            Say($"wide, played {round}: {seen} epochs seen, tab {await chromium.TabMegabytesAsync()} MB resident, {heap:0} MB of them script");
        }
    }

    private static string Recording(string name) => Environment.GetEnvironmentVariable($"TRAINRECORDER_{name}") is { Length: > 0 } path && File.Exists(path)
        ? path : throw new InvalidOperationException($"TRAINRECORDER_{name} must name a recording; RESULTS.md says which.");

    /// <summary>Says a figure, and keeps it in <c>page-measures.txt</c> beside the tests.</summary>
    private static void Say(FormattableString figure)
    {
        string line = figure.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(line);
        File.AppendAllLines(Path.Combine(AppContext.BaseDirectory, "page-measures.txt"), [line]);
    }

    private async Task<string> FirstFrameAsync(string address)
    {
        List<double> taken = [];
        for (int opening = 0; opening < Openings; opening++)
        {
            await using OpenPage page = await chromium.OpenAsync(address, options: s_window);
            await page.WaitUntilAsync("() => performance.getEntriesByName('first-frame').length > 0");
            taken.Add(await page.Page.EvaluateAsync<double>("() => performance.getEntriesByName('first-frame')[0].startTime / 1000"));
        }
        return Spread(taken);
    }

    private static string Spread(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"median {ordered[ordered.Length / 2]:0.000}, nine in ten below {ordered[ordered.Length * 9 / 10]:0.000}, at most {ordered[^1]:0.000}");
    }
}
