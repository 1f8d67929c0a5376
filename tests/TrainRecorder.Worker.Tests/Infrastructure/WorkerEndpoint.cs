using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>A real Kestrel on a Unix domain socket; disposing it is the service going away.</summary>
internal sealed class WorkerEndpoint : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WorkerEndpoint(WebApplication application) => _application = application;

    public static async Task<WorkerEndpoint> StartAsync(string socket, FakeWorkerService service)
    {
        File.Delete(socket);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        var application = builder.Build();
        application.MapGrpcService<FakeWorkerService>();
        await application.StartAsync().DefaultTimeout();
        return new WorkerEndpoint(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
