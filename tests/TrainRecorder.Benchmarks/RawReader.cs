using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>A tensor of any epoch from what <see cref="Rivals.WriteRaw"/> wrote: where it lies is worked out, nothing is checked.</summary>
internal sealed class RawReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long _firstEpoch;
    private readonly long _laterEpoch;
    private readonly long _inFirst;
    private readonly long _inLater;
    private readonly int _length;

    public RawReader(Workload workload, string path, string tensor)
    {
        _file = File.OpenHandle(path);
        (_firstEpoch, _inFirst) = Layout(workload, 0, tensor);
        (_laterEpoch, _inLater) = Layout(workload, 1, tensor);
        _length = workload.Schema[tensor].Length;
    }

    public float[] Read(int epoch)
    {
        float[] values = new float[_length];
        long offset = epoch == 0 ? _inFirst : _firstEpoch + ((epoch - 1) * _laterEpoch) + _inLater;
        RandomAccess.Read(_file, MemoryMarshal.AsBytes(values.AsSpan()), offset);
        return values;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Bytes of an epoch, and where the tensor begins in them.</summary>
    private static (long Size, long Offset) Layout(Workload workload, int epoch, string tensor)
    {
        long size = 0, offset = 0;
        foreach ((RecordingColumn column, float[] values) in workload.Floats(epoch))
        {
            offset = column.Path == tensor ? size : offset;
            size += values.Length * 4L;
        }

        return (size, offset);
    }
}
