using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrainRecorder.EndToEnd.Tests.Operation.Otlp;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>What an OpenTelemetry collector is to a service: an HTTP server that takes spans and metrics, here to keep them.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _lock = new();
    private readonly List<Span> _spans = [];
    private readonly List<Metric> _metrics = [];
    private readonly HashSet<string> _services = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    /// <summary>The names of those that sent something.</summary>
    public IReadOnlyCollection<string> Services => Locked(() => _services.ToList());

    public IReadOnlyList<Span> Spans => Locked(() => _spans.ToList());

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var application = builder.Build();
        var collector = new Collector(application);
        application.MapPost("/v1/traces", (HttpRequest request) => TakeAsync(request, TraceRequest.Parser, traces =>
        {
            foreach (var resource in traces.ResourceSpans) collector.Take(resource.Resource, () => collector._spans.AddRange(resource.ScopeSpans.SelectMany(scope => scope.Spans)));
        }));
        application.MapPost("/v1/metrics", (HttpRequest request) => TakeAsync(request, MetricsRequest.Parser, metrics =>
        {
            foreach (var resource in metrics.ResourceMetrics) collector.Take(resource.Resource, () => collector._metrics.AddRange(resource.ScopeMetrics.SelectMany(scope => scope.Metrics)));
        }));
        await application.StartAsync();
        return collector;
    }

    /// <summary>The last report of a metric.</summary>
    public Metric? Last(string name) => Locked(() => _metrics.FindLast(metric => metric.Name == name));

    /// <summary>Waits until what came is as it is wanted.</summary>
    public async Task UntilAsync(Func<bool> wanted)
    {
        // For all of it: something arrives all the time.
        using var limit = new CancellationTokenSource(Command.Limit);
        while (true)
        {
            var arrived = Locked(() => _arrived.Task);
            if (wanted()) return;
            await arrived.WaitAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static async Task TakeAsync<T>(HttpRequest request, MessageParser<T> parser, Action<T> take)
        where T : IMessage<T>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        take(parser.ParseFrom(body.ToArray()));
    }

    private void Take(Resource resource, Action take)
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            take();
            _services.UnionWith(resource.Attributes.Where(attribute => attribute.Key == "service.name").Select(attribute => attribute.Value.StringValue));
            (arrived, _arrived) = (_arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrived.SetResult();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }
}
