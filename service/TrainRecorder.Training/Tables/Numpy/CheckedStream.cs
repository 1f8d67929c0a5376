using System.IO.Hashing;

namespace TrainRecorder.Training.Tables.Numpy;

/// <summary>Passes the bytes of an archive's entry on, no more than it announced, and works out their checksum.</summary>
internal sealed class CheckedStream(Stream stream, long length, uint crc32) : Stream
{
    private readonly Crc32 _crc = new();
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>Every byte came, no more are there, and the checksum is right.</summary>
    public bool IsWhole() => _read == length && stream.ReadByte() < 0 && _crc.GetCurrentHashAsUInt32() == crc32;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
        _crc.Append(buffer[..read]);
        _read += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }
}
