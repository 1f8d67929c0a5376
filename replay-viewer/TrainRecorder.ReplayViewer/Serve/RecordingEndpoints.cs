using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>What the page asks of a recording. Every answer is read from the recording when it is asked for, and nothing else of it.</summary>
internal static class RecordingEndpoints
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(4);

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder app, Shelf shelf)
    {
        Get("document", (shown, _) => Task.FromResult(Document(shown)));
        Get("frames/{epoch:int}", FrameAsync);
        Get("history", (shown, query) => Histories.UnitsAsync(shown, query.Layer(), query.Text("quantity"), query.Aborted));
        Get("incoming", (shown, query) => Histories.IncomingAsync(shown, query.Layer(), query.Number("unit"), query.Aborted));
        Get("edge", (shown, query) => Histories.EdgeAsync(shown, query.Layer(), query.Number("source"), query.Number("target"), query.Aborted));
        Get("ridges", (shown, query) => Histories.RidgesAsync(shown, query.Layer(), query.Aborted));
        app.MapGet("/recordings/{number:int}/events", context => EventsAsync(context, shelf));

        void Get(string name, Func<Shown, Query, Task<byte[]>> read) =>
            app.MapGet("/recordings/{number:int}/" + name, context => AnswerAsync(context, shelf, read));
    }

    private static byte[] Document(Shown shown)
    {
        using MemoryStream data = new();
        PageDocument document = PageExport.Describe(shown.Source, shown.Ranges, shown.Live, data);
        return PagePack.Write(document, PageJson.Default.PageDocument, data);
    }

    private static async Task<byte[]> FrameAsync(Shown shown, Query query)
    {
        int? sample = query.NumberOrNull("sample");
        if (sample >= shown.Source.Samples.Count)
            throw new BadHttpRequestException("there is no such sample", StatusCodes.Status404NotFound);
        PageSelection selection = new(Weights: true, Gradients: query.NumberOrNull("gradient") == 1, sample is { } one ? [one] : []);
        PageFrame frame = await shown.Source.ReadAsync(query.Route("epoch"), selection, query.Aborted).ConfigureAwait(false);
        return FramePack.Write(shown.Source, shown.Ranges, frame, drawnOnly: query.NumberOrNull("drawn") == 1);
    }

    private static async Task AnswerAsync(HttpContext context, Shelf shelf, Func<Shown, Query, Task<byte[]>> read)
    {
        HttpResponse response = context.Response;
        try
        {
            Query query = new(context);
            ServedRecording recording = shelf[query.Route("number")] ?? throw new BadHttpRequestException("there is no such recording", StatusCodes.Status404NotFound);
            byte[] body = await ReadAsync(recording, read, query).ConfigureAwait(false);
            response.ContentType = "application/octet-stream";
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error)
        {
            await SayAsync(response, error.StatusCode, error.Message).ConfigureAwait(false);
        }
        catch (RecordingException error)
        {
            int status = error.Fault is RecordingFault.NotRecorded or RecordingFault.Missing ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;
            await SayAsync(response, status, error.Message).ConfigureAwait(false);
        }
        catch (IOException error) when (!context.RequestAborted.IsCancellationRequested)
        {
            await SayAsync(response, StatusCodes.Status503ServiceUnavailable, error.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page has moved on and no longer wants the answer.
        }
    }

    private static async Task<byte[]> ReadAsync(ServedRecording recording, Func<Shown, Query, Task<byte[]>> read, Query query)
    {
        Shown shown = await recording.OpenAsync(query.Aborted).ConfigureAwait(false);
        try
        {
            return await read(shown, query).ConfigureAwait(false);
        }
        catch (Exception error) when (shown.Live && error is IOException or RecordingException)
        {
            // Segments are removed when a live recording is sealed: the sealed file has what they held.
            if (await recording.SealedSinceAsync(shown, query.Aborted).ConfigureAwait(false) is not { } now)
                throw;
            return await read(now, query).ConfigureAwait(false);
        }
    }

    private static async Task SayAsync(HttpResponse response, int status, string message)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync(message).ConfigureAwait(false);
    }

    /// <summary>
    /// What comes to a live recording, as server-sent events. Each has the last epoch it brings as its id, which the browser sends when it
    /// asks again after a cut: it gets all that came after, and so misses nothing. While nothing comes a beat does, so that the page can tell
    /// a run that takes its time from a connection that is dead.
    /// </summary>
    private static async Task EventsAsync(HttpContext context, Shelf shelf)
    {
        Query query = new(context);
        if (shelf[query.Route("number")] is not { } recording)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        int after = int.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int last)
            ? last : query.NumberOrNull("after") ?? -1;
        try
        {
            // Says at once that the connection stands.
            await context.Response.WriteAsync(":\n\n", stop.Token).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
            PageGrowth? growth = null;
            while (growth is not { Live: false })
            {
                Task<PageGrowth> next = recording.NextAsync(after, growth?.Fault, stop.Token);
                while (await Task.WhenAny(next, Task.Delay(s_beat, stop.Token)).ConfigureAwait(false) != next)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    await context.Response.WriteAsync("event: beat\ndata: 1\n\n", stop.Token).ConfigureAwait(false);
                    await context.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
                }
                growth = await next.ConfigureAwait(false);
                after = growth.Epochs.Count > 0 ? growth.Epochs[^1] : after;
                StringBuilder text = new();
                text.Append(CultureInfo.InvariantCulture, $"id: {after}\nevent: growth\ndata: ").Append(JsonSerializer.Serialize(growth, PageJson.Default.PageGrowth)).Append("\n\n");
                await context.Response.WriteAsync(text.ToString(), stop.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page is gone, or the server stops.
        }
    }
}
