using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TrainRecorder.ReplayViewer.Page;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>The web server of <c>replay serve</c>: the page, and what it asks for, on loopback only.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReplayServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it.</summary>
    /// <param name="template">The page.</param>
    /// <param name="shelf">The recordings; not owned.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="Commands.UsageException">The port is taken.</exception>
    public static async Task<ReplayServer> StartAsync(PageTemplate template, Shelf shelf, int port, CancellationToken cancellationToken)
    {
        // An empty builder: neither the environment nor a settings file that happens to lie in the working folder has a say.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 0;
            options.Limits.MaxConcurrentConnections = 100;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        WebApplication app = builder.Build();
        (byte[] html, string policy) = template.Served();
        app.UseMiddleware<LoopbackGate>(policy);
        app.UseRouting();
        app.MapGet("/", context => SendAsync(context, html, "text/html; charset=utf-8"));
        app.MapGet("/recordings", async context => await SendAsync(
            context,
            JsonSerializer.SerializeToUtf8Bytes(await shelf.ListAsync(context.RequestAborted), PageJson.Default.PageListing),
            "application/json"));
        RecordingEndpoints.Map(app, shelf);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new Commands.UsageException($"--port: {port} is taken by another program");
        }
        return new ReplayServer(app, new Uri(app.Urls.First() + "/"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext context, byte[] body, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
