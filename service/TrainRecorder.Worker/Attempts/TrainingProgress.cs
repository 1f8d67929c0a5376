using TrainRecorder.Training;

namespace TrainRecorder.Worker.Attempts;

/// <summary>Where training is, told by its thread and read by heartbeats.</summary>
internal sealed class TrainingProgress
{
    private readonly Lock _gate = new();
    private EpochProgress _now;

    public EpochProgress Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    public void Set(EpochProgress progress)
    {
        lock (_gate) _now = progress;
    }
}
