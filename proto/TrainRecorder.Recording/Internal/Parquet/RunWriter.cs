namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Writes RLE runs of levels below 256; equal neighbours become one run.</summary>
internal sealed class RunWriter
{
    private byte[] _buffer = new byte[64];
    private int _count;
    private int _level = -1;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        _count = 0;
        _level = -1;
    }

    public void Add(int count, int level)
    {
        if (count == 0)
        {
            return;
        }

        if (level != _level)
        {
            Flush();
            _level = level;
        }

        _count = checked(_count + count);
    }

    /// <summary>Ends the run under way.</summary>
    public void Flush()
    {
        if (_count > 0)
        {
            if (_buffer.Length - Length < 6)
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }

            uint header = (uint)_count << 1;
            while (header >= 0x80)
            {
                _buffer[Length++] = (byte)(header | 0x80);
                header >>= 7;
            }

            _buffer[Length++] = (byte)header;
            _buffer[Length++] = (byte)_level;
        }

        _count = 0;
        _level = -1;
    }
}
