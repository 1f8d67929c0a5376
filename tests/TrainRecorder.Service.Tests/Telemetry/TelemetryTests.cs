using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Tests.Infrastructure;

namespace TrainRecorder.Service.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Run_WithACollector_IsOneTraceFromItsStartToItsCommits_AndIsMeasured()
    {
        await using var collector = await Collector.StartAsync();
        var service = await TestService.StartAsync(new TestSetUp { RealWorkers = true, Options = { OtlpEndpoint = collector.Address, OtlpInterval = TimeSpan.FromMilliseconds(100) } });
        var run = await service.SubmitAsync(epochs: 3);
        await service.UntilSealedAsync(run.Name);
        await collector.UntilAsync(() => Count(collector.All("/v1/metrics"), "trainrecorder.recorder.lag"u8) > 0);
        // The spans that were not sent yet are sent when the service stops.
        await service.DisposeAsync();

        var trace = Convert.FromHexString(RunTrace.Of(run.Name["runs/".Length..]).TraceId.ToHexString());
        var traces = collector.All("/v1/traces");
        Assert.True(Count(traces, trace) >= 4, "The trace has its worker's calls, the attempt and the run.");
        foreach (var name in new[] { "WorkerService/CommitEpochs", "TrainingService/SubmitJob", "trainrecorder.last_epoch", "attempt", "run", run.Name })
            Assert.True(Count(traces, Encoding.UTF8.GetBytes(name)) > 0, $"'{name}' is missing in the traces.");
        Assert.Equal(0, Count(traces, "WorkerService/Heartbeat"u8));

        var metrics = collector.All("/v1/metrics");
        foreach (var name in new[] { "trainrecorder.epochs", "trainrecorder.recording.bytes", "trainrecorder.recorder.lag" })
            Assert.True(Count(metrics, Encoding.UTF8.GetBytes(name)) > 0, $"'{name}' is missing in the metrics.");
    }

    [Fact]
    public void Trace_OfARun_IsAlwaysTheSame_AndOfNoOther()
    {
        Assert.Equal(RunTrace.Header("a"), RunTrace.Header("a"));
        Assert.NotEqual(RunTrace.Of("a").TraceId, RunTrace.Of("b").TraceId);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", RunTrace.Header("a"));
    }

    private static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        while (text.IndexOf(wanted) is var at and >= 0)
        {
            count++;
            text = text[(at + wanted.Length)..];
        }

        return count;
    }

    /// <summary>What an OpenTelemetry collector is to the service: two addresses that take messages.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _messages = new();
        private readonly WebApplication _application;
        private readonly SemaphoreSlim _arrived = new(0);

        private Collector(WebApplication application) => _application = application;

        public Uri Address => new(_application.Urls.Single());

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
            var application = builder.Build();
            var collector = new Collector(application);
            application.MapPost("/v1/{signal}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                collector._messages.Enqueue((request.Path, body.ToArray()));
                collector._arrived.Release();
            });
            await application.StartAsync().Soon();
            return collector;
        }

        public byte[] All(string path) => [.. _messages.Where(message => message.Path == path).SelectMany(message => message.Body)];

        /// <summary>Waits for messages until something is true of them.</summary>
        public async Task UntilAsync(Func<bool> wanted)
        {
            while (!wanted()) await _arrived.WaitAsync().Soon();
        }

        public async ValueTask DisposeAsync()
        {
            await _application.DisposeAsync();
            _arrived.Dispose();
        }
    }
}
