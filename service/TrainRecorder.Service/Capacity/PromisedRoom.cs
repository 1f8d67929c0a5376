namespace TrainRecorder.Service.Capacity;

/// <summary>Room that was promised to a file under way: nobody else is given it. What is written of it is on the disk, and no longer promised.</summary>
/// <param name="giveBack">Takes back so many bytes.</param>
/// <param name="bytes">What was promised.</param>
internal sealed class PromisedRoom(Action<long> giveBack, long bytes) : IDisposable
{
    private long _left = bytes;

    /// <summary>So many bytes were written.</summary>
    public void Written(long count)
    {
        var taken = Math.Min(count, _left);
        _left -= taken;
        giveBack(taken);
    }

    /// <inheritdoc/>
    public void Dispose() => Written(_left);
}
