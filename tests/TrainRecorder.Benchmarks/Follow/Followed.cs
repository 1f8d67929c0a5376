namespace TrainRecorder.Benchmarks.Follow;

/// <summary>What grows by an epoch at a time, and somebody who follows it.</summary>
internal abstract class Followed : IDisposable
{
    /// <summary>Takes the newest epoch away, has the follower look at what is left, and lets the epoch come again. Not measured.</summary>
    public abstract Task ComeAgainAsync();

    /// <summary>Looks, finds that an epoch is new, and reads every float in it. Measured.</summary>
    /// <returns>The tensors, in the order of the columns.</returns>
    public abstract Task<IReadOnlyList<float[]>> LookAsync();

    public abstract void Dispose();
}
