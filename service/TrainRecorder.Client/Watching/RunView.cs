using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>What is known of a watched run, from its events so far.</summary>
internal sealed class RunView
{
    private const int MostFindings = 3;

    /// <summary>The run as of its last event of that kind; null before the first.</summary>
    public Run? Run { get; private set; }

    /// <summary>The last committed epoch; null before epoch 0.</summary>
    public EpochMetrics? Metrics { get; private set; }

    /// <summary>What the diagnostics found last, at most three.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The last epoch there will be.</summary>
    public int Epochs { get; private set; }

    /// <summary>Share of the epoch after <see cref="Metrics"/>, in [0, 1].</summary>
    public double EpochFraction { get; private set; }

    /// <summary>Share of all epochs that is done, in [0, 1]. A run of 0 epochs is done with epoch 0.</summary>
    public double Share => Metrics is null ? 0 : Epochs == 0 ? 1 : Math.Clamp((Metrics.Epoch + EpochFraction) / Epochs, 0, 1);

    /// <summary>Training time still needed at the pace so far; null before the first epoch.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            if (Metrics is not { Epoch: > 0, ElapsedSeconds: > 0 }) return null;
            var left = Metrics.ElapsedSeconds / Metrics.Epoch * Math.Max(0, Epochs - Metrics.Epoch - EpochFraction);
            return left < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(left) : null;
        }
    }

    /// <summary>Takes an event in.</summary>
    public void Apply(WatchRunResponse change)
    {
        switch (change.EventCase)
        {
            case WatchRunResponse.EventOneofCase.Run:
                Run = change.Run;
                if (Run.Job?.Training is { } training) Epochs = training.Epochs;
                if (Run.Progress is { } of) Take(of);
                break;
            case WatchRunResponse.EventOneofCase.EpochsCommitted when change.EpochsCommitted.Epochs is { Count: > 0 } epochs:
                (Metrics, EpochFraction) = (epochs[^1], 0);
                Findings = [.. Findings.Concat(epochs.SelectMany(epoch => epoch.Findings)).TakeLast(MostFindings)];
                break;
            case WatchRunResponse.EventOneofCase.Progress:
                Take(change.Progress);
                break;
        }
    }

    private void Take(Progress progress)
    {
        if (progress.Epochs > 0) Epochs = progress.Epochs;
        if (progress.Metrics is { } metrics && progress.HasEpoch && (Metrics is null || metrics.Epoch >= Metrics.Epoch)) Metrics = metrics;
        if (progress.HasEpoch && progress.Epoch == Metrics?.Epoch) EpochFraction = progress.EpochFraction;
    }
}
