using System.Text;

namespace TrainRecorder.Recording.Internal.Thrift;

/// <summary>Writes the compact protocol of Apache Thrift, as far as the footers and page headers of Parquet use it.</summary>
internal sealed class ThriftWriter
{
    private readonly Stack<short> _outer = new();
    private byte[] _buffer = new byte[256];
    private short _field;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>The bytes written, to be changed in place.</summary>
    public Span<byte> Mutable => _buffer.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        _field = 0;
        _outer.Clear();
    }

    public void Begin()
    {
        _outer.Push(_field);
        _field = 0;
    }

    public void End()
    {
        Byte(0);
        _field = _outer.Pop();
    }

    public void BeginStruct(short field)
    {
        Field(field, ThriftType.Struct);
        Begin();
    }

    public void BeginList(short field, ThriftType element, int count)
    {
        Field(field, ThriftType.List);
        if (count < 15)
        {
            Byte((byte)((count << 4) | (int)element));
            return;
        }

        Byte((byte)(0xF0 | (int)element));
        Varint((ulong)count);
    }

    public void Int32(short field, int value)
    {
        Field(field, ThriftType.I32);
        Element(value);
    }

    public void Int64(short field, long value)
    {
        Field(field, ThriftType.I64);
        Varint(ZigZag(value));
    }

    public void String(short field, string value)
    {
        Field(field, ThriftType.Binary);
        Element(value);
    }

    /// <summary>Writes a string or binary field.</summary>
    /// <returns>Where its first byte stands.</returns>
    public int Binary(short field, ReadOnlySpan<byte> value)
    {
        Field(field, ThriftType.Binary);
        Varint((ulong)value.Length);
        int start = Length;
        Raw(value);
        return start;
    }

    public void Element(int value) => Varint(ZigZag(value));

    public void Element(string value)
    {
        int size = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Field(short field, ThriftType type)
    {
        int delta = field - _field;
        if (delta is > 0 and <= 15)
        {
            Byte((byte)((delta << 4) | (int)type));
        }
        else
        {
            Byte((byte)type);
            Varint(ZigZag(field));
        }

        _field = field;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private void Byte(byte value) => Reserve(1)[0] = value;

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - Length < size)
        {
            Array.Resize(ref _buffer, Math.Max(checked(Length + size), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        }

        Span<byte> span = _buffer.AsSpan(Length, size);
        Length += size;
        return span;
    }
}
