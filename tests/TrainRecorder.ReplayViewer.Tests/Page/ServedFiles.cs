using TrainRecorder.ReplayViewer.Page;
using TrainRecorder.ReplayViewer.Serve;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>A server of recordings, as <c>replay serve</c> has it, within this process.</summary>
internal sealed class ServedFiles : IAsyncDisposable
{
    private readonly Shelf _shelf;
    private readonly ReplayServer _server;

    private ServedFiles(Shelf shelf, ReplayServer server)
    {
        (_shelf, _server) = (shelf, server);
        Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Address => _server.Address.AbsoluteUri;

    public HttpClient Client { get; }

    public static async Task<ServedFiles> StartAsync(params string[] paths)
    {
        PageTemplate template = PageFiles.Need();
        Shelf shelf = new(paths, TimeProvider.System);
        await shelf.PrepareAsync(TestContext.Current.CancellationToken);
        return new ServedFiles(shelf, await ReplayServer.StartAsync(template, shelf, port: 0, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _shelf.Dispose();
    }
}
