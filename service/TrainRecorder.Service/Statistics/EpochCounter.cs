namespace TrainRecorder.Service.Statistics;

/// <summary>Counts the epochs that were committed since the service started.</summary>
internal sealed class EpochCounter
{
    private long _count;

    /// <summary>So many.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Counts more.</summary>
    public void Add(int epochs) => Interlocked.Add(ref _count, epochs);
}
