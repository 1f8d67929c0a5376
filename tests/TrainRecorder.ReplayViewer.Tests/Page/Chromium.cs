using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using TrainRecorder.ReplayViewer.Tests.Page;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(PageFiles))]

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>A browser for all tests of the page. Where there is none the tests are skipped, in CI they fail.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (s_places.FirstOrDefault(File.Exists) is not { } executable)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
                "--disable-sync", "--no-first-run", "--no-pings", "--force-color-profile=srgb",
            ],
        });
    }

    /// <summary>Opens a page from disk or from a server, in a window of its own.</summary>
    public async Task<OpenPage> OpenAsync(string file, string hash = "", BrowserNewContextOptions? options = null, string wait = OpenPage.Player)
    {
        if (_browser is null)
        {
            const string reason = "Chromium is not installed (Debian: apt-get install chromium).";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
            throw new InvalidOperationException(reason);
        }
        return await OpenPage.OpenAsync(_browser, file, hash, wait, options ?? new() { ViewportSize = new() { Width = 1600, Height = 900 } });
    }

    /// <summary>The resident memory of the largest of the browser's processes that draw pages, in megabytes; Linux only.</summary>
    public async Task<int> TabMegabytesAsync()
    {
        ICDPSession session = await _browser!.NewBrowserCDPSessionAsync();
        JsonElement answer = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value;
        return answer.GetProperty("processInfo").EnumerateArray()
            .Where(process => process.GetProperty("type").GetString() == "renderer")
            .Select(process => File.ReadLines($"/proc/{process.GetProperty("id").GetInt32()}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)))
            .Max(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)) >> 10;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
