using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.EndToEnd.Tests.Operation.Otlp;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>What a service with workers of its own tells a collector, read as a collector reads it.</summary>
public sealed class TelemetryTests
{
    private const int Epochs = 6;

    [Fact]
    public async Task Run_FromItsSubmissionToItsEpochs_IsOneTraceAcrossTheWorker()
    {
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.StartAsync();
        var caller = ActivityIds();
        Run run;
        await using (var service = await ServiceProcess.StartAsync(folder, settings: ["--otlp-endpoint", collector.Address, .. ServiceProcess.Patience]))
        {
            var request = new SubmitJobRequest { Job = Job(Epochs) };
            run = (await service.Training.SubmitJobAsync(request, new Metadata { { "traceparent", $"00-{Hex(caller.Trace)}-{Hex(caller.Span)}-01" } })).Run;
            await service.WatchAsync(run.Name);
            await Workers.GoneAsync(service);
        }

        // What was not sent yet was sent when the service stopped.
        Assert.Equal(["trainrecorder"], collector.Services);
        var (trace, root) = OfRun(run.Name);
        var spans = collector.Spans.Where(span => span.TraceId.Equals(trace)).ToList();
        Assert.All(spans, span => Assert.Equal(root, span.ParentSpanId));
        Assert.Single(spans, span => span.Name == "attempt");
        Assert.Single(spans, span => span.Name == "run");

        var call = Assert.Single(collector.Spans, span => span.Name.EndsWith("TrainingService/SubmitJob", StringComparison.Ordinal));
        Assert.Equal((caller.Trace, caller.Span), (call.TraceId, call.ParentSpanId));
        Assert.Contains(call.Links, link => link.TraceId.Equals(trace));
        Assert.Equal(call.SpanId, Assert.Single(Assert.Single(spans, span => span.Name == "submit").Links).SpanId);

        var commits = spans.Where(span => span.Name.EndsWith("WorkerService/CommitEpochs", StringComparison.Ordinal)).ToList();
        var told = commits.SelectMany(span => span.Events).Where(happened => happened.Name == "epoch").ToList();
        Assert.Equal(Enumerable.Range(0, Epochs + 1).Select(epoch => (long)epoch), told.Select(happened => Attribute(happened.Attributes, "trainrecorder.epoch").IntValue).Order());
        Assert.All(told, happened => Assert.InRange(Attribute(happened.Attributes, "trainrecorder.loss").DoubleValue, 0, 100));
        Assert.All(commits, commit => Assert.Equal(commit.Events.OrderBy(happened => happened.TimeUnixNano), commit.Events));
        Assert.All(told, happened => Assert.True(happened.TimeUnixNano >= spans.Single(span => span.Name == "submit").StartTimeUnixNano));
        Assert.DoesNotContain(collector.Spans, span => span.Name.Contains("Heartbeat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_OfARunAndOfOneThatWaits_TellQueueEpochsBytesAndLag()
    {
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.StartAsync();
        await using var service = await ServiceProcess.StartAsync(folder, settings: ["--otlp-endpoint", collector.Address, "--otlp-interval", "200ms"]);
        var done = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Job(Epochs) })).Run;
        await service.WatchAsync(done.Name);

        // A segment's epochs, its bytes and its lag are noted one after the other, and an export may fall between them.
        await collector.UntilAsync(
            () => Sum("trainrecorder.epochs") == Epochs + 1 && Sum("trainrecorder.recording.bytes") > 0 && collector.Last("trainrecorder.recorder.lag") is not null);
        Assert.InRange(Sum("trainrecorder.recording.bytes"), 1_000, 100_000_000);
        var lag = collector.Last("trainrecorder.recorder.lag")!;
        Assert.Equal("s", lag.Unit);
        Assert.True(lag.Histogram.DataPoints.Single() is { Count: >= 1, Sum: > 0 and < 60 }, "the lag of the recorder");

        var running = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Job(100_000) })).Run;
        var waiting = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Job(1) })).Run;
        await collector.UntilAsync(() => Runs("Running") == 1 && Runs("Queued") == 1);
        foreach (var run in (Run[])[waiting, running]) await service.Training.CancelRunAsync(new CancelRunRequest { Name = run.Name });

        long Sum(string name) => collector.Last(name)?.Sum.DataPoints.Sum(point => point.AsInt) ?? 0;
        long Runs(string state) => collector.Last("trainrecorder.runs")?.Gauge.DataPoints
            .Where(point => Attribute(point.Attributes, "state").StringValue == state).Sum(point => point.AsInt) ?? 0;
    }

    private static Job Job(int epochs) => new()
    {
        Data = new Data { Generate = new Generator { Teacher = new Teacher { Features = 100, Classes = 10, Samples = 2000 } } },
        Network = new Network { Shape = { 100, 50, 10 } },
        Training = new V1.Training { Epochs = epochs, BatchSize = 32, Seed = 3 },
    };

    private static AnyValue Attribute(IEnumerable<KeyValue> attributes, string key) => attributes.Single(attribute => attribute.Key == key).Value;

    /// <summary>The trace of a run and the parent of everything in it, which follow from its ID.</summary>
    private static (ByteString Trace, ByteString Root) OfRun(string run)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(run["runs/".Length..]));
        return (ByteString.CopyFrom(hash.AsSpan(0, 16)), ByteString.CopyFrom(hash.AsSpan(16, 8)));
    }

    private static (ByteString Trace, ByteString Span) ActivityIds() => (ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)), ByteString.CopyFrom(RandomNumberGenerator.GetBytes(8)));

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
