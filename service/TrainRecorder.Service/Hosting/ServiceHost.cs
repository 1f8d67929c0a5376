using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Security.Tls;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Statistics;

namespace TrainRecorder.Service.Hosting;

/// <summary>The service on a data folder, from start to stop.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    // Beyond what workers are given, for calls under way to end.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;
    private readonly DataFolderLock _lock;
    private readonly OwnerTokenFile _tokenFile;

    private ServiceHost(WebApplication app, DataFolder data, DataFolderLock folderLock, Uri address, OwnerTokenFile tokenFile, string token) =>
        (_app, Data, _lock, Address, _tokenFile, Token) = (app, data, folderLock, address, tokenFile, token);

    /// <summary>Where it listens, with the real port.</summary>
    public Uri Address { get; }

    /// <summary>What callers must present.</summary>
    public string Token { get; }

    /// <summary>Where everything is kept.</summary>
    public DataFolder Data { get; }

    /// <summary>The parts of the service.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it. When this returns it serves, and callers find its token.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="replace">Puts other parts in place; for tests.</param>
    /// <exception cref="StartRefusedException">It cannot start; says why in one line.</exception>
    public static async Task<ServiceHost> StartAsync(ServiceOptions options, Action<WebApplicationBuilder>? replace = null)
    {
        var data = new DataFolder(options.Data);
        var folderLock = DataFolderLock.Take(data);
        WebApplication? app = null;
        try
        {
            var token = AccessToken.Create();
            var socket = WorkerSocket.Prepare(data);
            app = Build(options, data, socket, token, replace);

            // Before anything else is touched: what is not safe does not start.
            _ = app.Services.GetRequiredService<TransportSecurity>();
            await MigrateAsync(app, data);
            await LeftOvers.RemoveAsync(data, app.Services.GetRequiredService<RunCatalogue>(), app.Services.GetRequiredService<ILogger<ServiceHost>>());
            await app.Services.GetRequiredService<Supervisor>().TakeOverAsync(CancellationToken.None);
            // It counts from its first moment, not from the first question.
            _ = app.Services.GetRequiredService<ServiceStatistics>();
            await ListenAsync(app, options);
            WorkerSocket.Protect(socket);

            var address = RealAddress(app, options.Url.Scheme);
            var tokenFile = OwnerTokenFile.Write(address, token);
            LogMessages.Listening(app.Services.GetRequiredService<ILogger<ServiceHost>>(), address, socket);
            return new ServiceHost(app, data, folderLock, address, tokenFile, token);
        }
        catch
        {
            if (app is not null)
            {
                await app.StopAsync();
                await app.DisposeAsync();
            }

            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Completes when a signal or <see cref="DisposeAsync"/> has stopped it.</summary>
    public Task WaitAsync() => _app.WaitForShutdownAsync();

    /// <summary>Stops it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        _tokenFile.Dispose();
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    private static WebApplication Build(ServiceOptions options, DataFolder data, string socket, string token, Action<WebApplicationBuilder>? replace)
    {
        // Settings are ours alone: nothing is taken from ASPNETCORE_ variables or a configuration in the present folder.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddQuietConsole(options.JsonLog);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // For each endpoint by itself: however many call, workers find a place.
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            // A caller whose machine is gone says nothing, and keeps its streams: it is asked for a sign of life.
            (kestrel.Limits.Http2.KeepAlivePingDelay, kestrel.Limits.Http2.KeepAlivePingTimeout) = (options.SlowReader, options.SlowReader);
            kestrel.Listen(PublicAddress.EndPoint(options.Url), endpoint =>
            {
                Open(endpoint, forWorkers: false);
                endpoint.ApplicationServices.GetRequiredService<TransportSecurity>().Protect(endpoint);
            });
            kestrel.ListenUnixSocket(socket, endpoint => Open(endpoint, forWorkers: true));
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopGrace + StopMargin);
        builder.Services.AddSingleton(new WorkerEndpoint(socket)).AddSingleton(new OwnerToken(AccessToken.Hash(token)));
        builder.Services.AddSingleton(provider => TransportSecurity.Of(options, data, provider.GetRequiredService<ILogger<TransportSecurity>>()));
        builder.Services.AddTrainRecorder(options, data);
        replace?.Invoke(builder);

        var app = builder.Build();
        app.MapTrainRecorder();
        return app;
    }

    private static void Open(ListenOptions endpoint, bool forWorkers)
    {
        // Without TLS there is nothing to tell gRPC from HTTP/1.1 by: each port speaks one of them.
        endpoint.Protocols = HttpProtocols.Http2;
        var side = new EndpointSide(forWorkers);
        endpoint.Use(next => connection =>
        {
            connection.Features.Set(side);
            return next(connection);
        });
    }

    private static async Task MigrateAsync(WebApplication app, DataFolder data)
    {
        try
        {
            await using (var rows = await app.Services.GetRequiredService<IDbContextFactory<CatalogueContext>>().CreateDbContextAsync())
            {
                var newer = (await rows.Database.GetAppliedMigrationsAsync()).Except(rows.Database.GetMigrations()).LastOrDefault();
                if (newer is not null) throw new StartRefusedException($"A newer version has used the data folder {data.Root} (its catalogue has '{newer}'); start that one, or name another folder.");
            }

            await app.Services.GetRequiredService<RunCatalogue>().MigrateAsync(CancellationToken.None);
        }
        catch (Exception fault) when (app.Services.GetRequiredService<ICatalogueProvider>().Explain(fault) is { } storeFault)
        {
            throw new StartRefusedException($"The catalogue cannot be used ({storeFault}): {fault.Message}");
        }
    }

    private static async Task ListenAsync(WebApplication app, ServiceOptions options)
    {
        try
        {
            // The host would log what it meets with all of its inside: what is usual is met here.
            using (var probe = new TcpListener(PublicAddress.EndPoint(options.Url))) probe.Start();
            await app.StartAsync();
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            throw new StartRefusedException($"It is not possible to listen on {options.Url}: {fault.InnerException?.Message ?? fault.Message}");
        }
    }

    private static Uri RealAddress(WebApplication app, string scheme)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = new Uri(addresses.First(text => !text.Contains("unix:", StringComparison.Ordinal)));
        return PublicAddress.With(scheme, IPAddress.Parse(address.IdnHost), address.Port);
    }
}
