using System.Runtime.InteropServices;

namespace TrainRecorder.Benchmarks.Follow;

/// <summary>One file of bare bytes that grows: its length says that there is more, and what is behind the old length is read as it is.</summary>
internal sealed class FollowedRawFile : Followed
{
    private readonly Workload _workload;
    private readonly int _newest;
    private readonly FileStream _writer;
    private readonly FileStream _reader;
    private readonly long _before;

    public FollowedRawFile(Workload workload, Scratch scratch, int epochs)
    {
        (_workload, _newest) = (workload, epochs);
        string path = Path.Combine(scratch.Fresh("raw"), "run.bin");
        Rivals.WriteRaw(workload, path, epochs);
        _writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        // Who lets others write asks the system for the length each time.
        _reader = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _before = _writer.Length;
    }

    public override Task ComeAgainAsync()
    {
        _writer.SetLength(_before);
        _reader.Position = _reader.Length;
        _writer.Position = _before;
        Rivals.WriteEpoch(_workload, _writer, _newest);
        _writer.Flush();
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<float[]>> LookAsync()
    {
        float[] tail = new float[(_reader.Length - _reader.Position) / sizeof(float)];
        _reader.ReadExactly(MemoryMarshal.AsBytes(tail.AsSpan()));
        return Task.FromResult<IReadOnlyList<float[]>>([tail]);
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }
}
