using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace TrainRecorder.Training.States;

/// <summary>Gathers the many small pieces of a state into few large writes, and ends them with their XXH3-128.</summary>
internal sealed class StateWriter(Stream destination) : IDisposable
{
    private readonly XxHash128 _checksum = new();
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int _length;

    public void Write(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_length == _block.Length) WriteBlock();
            var count = Math.Min(bytes.Length, _block.Length - _length);
            bytes[..count].CopyTo(_block.AsSpan(_length));
            _length += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes what is left, and the checksum of everything.</summary>
    public void Finish()
    {
        WriteBlock();
        destination.Write(_checksum.GetCurrentHash());
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    private void WriteBlock()
    {
        var block = _block.AsSpan(0, _length);
        _checksum.Append(block);
        destination.Write(block);
        _length = 0;
    }
}
