using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Telemetry;

/// <summary>What the service measures of itself.</summary>
internal sealed class RunMeters
{
    /// <summary>Who listens names this.</summary>
    public const string MeterName = "TrainRecorder.Service";

    private readonly IDbContextFactory<CatalogueContext> _contexts;
    private readonly Counter<long> _epochs;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _lag;

    public RunMeters(IMeterFactory factory, IDbContextFactory<CatalogueContext> contexts)
    {
        _contexts = contexts;
        var meter = factory.Create(MeterName);
        _epochs = meter.CreateCounter<long>("trainrecorder.epochs", "{epoch}", "Epochs committed.");
        _bytes = meter.CreateCounter<long>("trainrecorder.recording.bytes", "By", "Bytes committed.");
        _lag = meter.CreateHistogram<double>("trainrecorder.recorder.lag", "s", "From the end of an epoch's training until its segment was on disk.");
        meter.CreateObservableGauge("trainrecorder.runs", Count, "{run}", "Runs that are not over, by state.");
    }

    /// <summary>A segment was committed.</summary>
    public void Committed(CommitEpochsRequest request)
    {
        _epochs.Add(request.LastEpoch - request.FirstEpoch + 1);
        _bytes.Add(request.Size);
        if (request.RecorderLag is { } lag) _lag.Record(lag.Seconds + (lag.Nanos / 1e9));
    }

    private IEnumerable<Measurement<int>> Count()
    {
        using var context = _contexts.CreateDbContext();
        return [.. context.Runs.Where(run => RunLifecycle.Live.Contains(run.State)).GroupBy(run => run.State).Select(group => new { State = group.Key, Count = group.Count() })
            .AsEnumerable().Select(group => new Measurement<int>(group.Count, new KeyValuePair<string, object?>("state", group.State.ToString())))];
    }
}
