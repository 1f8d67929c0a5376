using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>A page in a browser, as a person has it before them. Disposing it fails the test if the page complained or asked for anything but its own file.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>A script: a stage as it is seen, all its layers one on the other.</summary>
    private const string Whole = """
        stage => { const whole = document.createElement('canvas'); whole.width = stage.clientWidth; whole.height = stage.clientHeight; const drawing = whole.getContext('2d');
          drawing.fillStyle = getComputedStyle(document.body).backgroundColor; drawing.fillRect(0, 0, whole.width, whole.height);
          for (const canvas of stage.querySelectorAll(':scope > canvas')) if (!canvas.hidden) drawing.drawImage(canvas, 0, 0, whole.width, whole.height);
          return whole; }
        """;

    private bool _mayBeCut;

    private OpenPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>What every page has that shows a recording.</summary>
    internal const string Player = ".transport";

    public IPage Page { get; }

    /// <summary>The network's picture.</summary>
    public ILocator Stage => Page.Locator(".stage .picture").First;

    /// <summary>What is known of what the pointer is over.</summary>
    public ILocator Card => Page.Locator(".card").First;

    /// <summary>What is known of what is pinned.</summary>
    public ILocator Inspector => Page.Locator(".inspector");

    internal static async Task<OpenPage> OpenAsync(IBrowser browser, string file, string hash, string wait, BrowserNewContextOptions options)
    {
        IBrowserContext context = await browser.NewContextAsync(options);
        // On a busy machine a page takes its time; what does not come at all is waited for once.
        context.SetDefaultTimeout(60_000);
        OpenPage opened = new(context, await context.NewPageAsync());
        opened.Page.Console += (_, message) =>
        {
            bool isCut = opened._mayBeCut && message.Text.Contains("net::ERR_", StringComparison.Ordinal);
            bool isDriver = message.Text.Contains("GL Driver Message", StringComparison.Ordinal) || message.Text.Contains("CONTEXT_LOST", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isCut && !isDriver)
                opened._faults.Enqueue($"console: {message.Text}");
        };
        opened.Page.PageError += (_, error) => opened._faults.Enqueue($"error: {error}");
        Uri place = new(file);
        string address = place.AbsoluteUri;
        context.Request += (_, request) =>
        {
            bool isOwn = place.IsFile ? request.Url.Split('#')[0] == address : request.Url.StartsWith(address, StringComparison.Ordinal);
            if (!isOwn && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                opened._faults.Enqueue($"request: {request.Url}");
        };
        await opened.Page.GotoAsync(address + hash);
        await opened.Page.Locator(wait).WaitForAsync();
        // What it is made of is there before what it shows: that comes with the first frame.
        if (wait == Player)
            await opened.Page.Locator(".readout strong").WaitForAsync();
        return opened;
    }

    /// <summary>The epoch that the page says it shows.</summary>
    public async Task<int> EpochAsync()
    {
        string text = await Page.Locator(".readout strong").InnerTextAsync();
        return int.Parse(text.Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the page shows an epoch.</summary>
    public Task WaitForEpochAsync(int epoch) =>
        Page.Locator(".readout strong", new() { HasText = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch:N0} of") }).WaitForAsync();

    /// <summary>Waits until a script's value is true.</summary>
    public Task WaitUntilAsync(string script) => Page.WaitForFunctionAsync(script);

    /// <summary>Waits until nothing is waited for, the stages keep their sizes, and the picture is drawn.</summary>
    public Task SettleAsync() => Page.EvaluateAsync("""
        () => new Promise(resolve => { let calm = 0, before = ''; const look = () => {
          const sizes = [...document.querySelectorAll('.stage')].map(stage => `${stage.clientWidth}x${stage.clientHeight}`).join();
          calm = document.querySelector('.app').dataset.waiting === 'true' || sizes !== before ? 0 : calm + 1; before = sizes;
          calm < 4 ? requestAnimationFrame(look) : resolve(); }; look(); })
        """);

    /// <summary>The page's connection is going to be cut: that its requests fail is no fault of the page.</summary>
    public void MayBeCut() => _mayBeCut = true;

    /// <summary>The first stage as it is seen, on a coarse grid: RGBA.</summary>
    /// <param name="width">Columns of the grid; as many rows as it is high for its width.</param>
    public async Task<byte[]> StageAsync(int width)
    {
        int[] pixels = await Page.EvaluateAsync<int[]>($$"""
            width => { const whole = ({{Whole}})(document.querySelector('.stage')); const height = Math.round(width * whole.height / whole.width);
              const small = document.createElement('canvas'); small.width = width; small.height = height; const coarse = small.getContext('2d');
              coarse.imageSmoothingQuality = 'high'; coarse.drawImage(whole, 0, 0, width, height); return [...coarse.getImageData(0, 0, width, height).data]; }
            """, width);
        return [.. pixels.Select(value => (byte)value)];
    }

    /// <summary>The pixels of the first stage, as a text to compare.</summary>
    public async Task<string> PictureAsync() => (await PicturesAsync())[0];

    /// <summary>The pixels of every stage that is seen, as texts to compare.</summary>
    public Task<string[]> PicturesAsync() =>
        Page.EvaluateAsync<string[]>($"() => [...document.querySelectorAll('.stage')].filter(stage => !stage.hidden).map({Whole}).map(whole => whole.toDataURL())");

    /// <summary>Moves the pointer over the stage, from its middle to the right, until a unit is under it.</summary>
    public async Task HoverAnyUnitAsync()
    {
        LocatorBoundingBoxResult box = await Stage.BoundingBoxAsync() ?? throw new InvalidOperationException("The stage cannot be seen.");
        for (float y = box.Y + box.Height / 2; y < box.Y + box.Height / 2 + 40; y += 10)
        {
            for (float x = box.X + box.Width * 0.3f; x < box.X + box.Width; x += 6)
            {
                await Page.Mouse.MoveAsync(x, y);
                if (await Stage.EvaluateAsync<string>("canvas => canvas.style.cursor") != "pointer")
                    continue;
                await Card.WaitForAsync();
                if (await Card.Locator("h3").InnerTextAsync() is { } heading && heading.Contains('.', StringComparison.Ordinal))
                    return;
            }
        }
        Assert.Fail("There is no unit where units should be.");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_faults);
    }
}
