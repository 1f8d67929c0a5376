using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>A real Kestrel on a free port of this machine with the fake service behind it; checks the token of every call.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private FakeServer(WebApplication application) => _application = application;

    public string Url => _application.Urls.Single();

    public static async Task<FakeServer> StartAsync(FakeService fake)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<Door>());
        builder.Services.AddSingleton(fake);
        var application = builder.Build();
        application.MapGrpcService<FakeTraining>();
        application.MapGrpcService<FakeDatasets>();
        application.MapGrpcService<FakeRecordings>();
        application.MapGrpcService<FakeArchives>();
        application.MapGrpcService<FakeInfo>();
        await application.StartAsync().DefaultTimeout();
        return new FakeServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private sealed class Door(FakeService fake) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            continuation(request, Checked(context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
            continuation(requestStream, Checked(context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            continuation(request, responseStream, Checked(context));

        private ServerCallContext Checked(ServerCallContext context)
        {
            fake.Called.Enqueue(context.Method);
            return context.RequestHeaders.GetValue("authorization") == $"Bearer {FakeService.Token}" ? context : throw FakeService.Failure(StatusCode.Unauthenticated, "unknown token");
        }
    }
}
