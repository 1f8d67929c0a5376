using System.Collections.Concurrent;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Watching;

/// <summary>What workers last said of the epoch they train. Not durable.</summary>
internal sealed class LiveProgress(RunSignals signals)
{
    private readonly ConcurrentDictionary<string, (int Epoch, double Fraction)> _runs = new();

    /// <summary>A worker said how far it is.</summary>
    public void Report(string runId, int epoch, double fraction)
    {
        _runs[runId] = (epoch, double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1));
        signals.Pulse(runId);
    }

    /// <summary>The worker is gone.</summary>
    public void Forget(string runId) => _runs.TryRemove(runId, out _);

    /// <summary>Share of the epoch after the last committed one, in [0, 1].</summary>
    public double Fraction(RunRow run)
    {
        if (!_runs.TryGetValue(run.Id, out var reported)) return 0;
        var next = run.CommittedEpoch + 1 ?? 0;
        return reported.Epoch == next ? reported.Fraction : reported.Epoch > next ? 1 : 0;
    }

    /// <summary>The run with its job and with what its worker last said.</summary>
    public Run Show(RunRow row)
    {
        var run = RunView.Whole(row);
        run.Progress.EpochFraction = Fraction(row);
        return run;
    }
}
