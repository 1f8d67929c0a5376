using System.Diagnostics.CodeAnalysis;

namespace TrainRecorder.Recording.Internal.Thrift;

/// <summary>Reads the compact protocol of Apache Thrift. Nothing it reads is trusted: every size is checked against what is there.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, string what)
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _what = what;

    /// <summary>Where the next byte is read from.</summary>
    public int Position { get; private set; }

    /// <summary>The next field of the struct under way; false at its end. <paramref name="id"/> is that of the field before, 0 at first.</summary>
    public bool NextField(ref short id, out ThriftType type)
    {
        byte header = Byte();
        type = (ThriftType)(header & 0x0F);
        if (header == 0)
        {
            return false;
        }

        int delta = header >> 4;
        long next = delta == 0 ? ZigZag() : id + delta;
        if (next is < 1 or > short.MaxValue || type is ThriftType.Stop or > ThriftType.Struct)
        {
            Fail("a field header is wrong");
        }

        id = (short)next;
        return true;
    }

    public int ListHeader(ThriftType type, ThriftType element)
    {
        Expect(type, ThriftType.List);
        int count = ListHeader(out ThriftType actual);
        Expect(actual, element);
        return count;
    }

    public int Int32(ThriftType type)
    {
        Expect(type, ThriftType.I32);
        return Int32Element();
    }

    public int Int32Element()
    {
        long value = ZigZag();
        if (value != (int)value)
        {
            Fail("a number is out of range");
        }

        return (int)value;
    }

    public long Int64(ThriftType type)
    {
        Expect(type, ThriftType.I64);
        return ZigZag();
    }

    public ReadOnlySpan<byte> Binary(ThriftType type)
    {
        Expect(type, ThriftType.Binary);
        return BinaryElement();
    }

    public ReadOnlySpan<byte> BinaryElement()
    {
        ulong size = Varint();
        if (size > (ulong)(_bytes.Length - Position))
        {
            Fail("a text is longer than what holds it");
        }

        ReadOnlySpan<byte> value = _bytes.Slice(Position, (int)size);
        Position += (int)size;
        return value;
    }

    public void Expect(ThriftType actual, ThriftType expected)
    {
        if (actual != expected)
        {
            Fail($"{expected} expected, {actual} found");
        }
    }

    public void Skip(ThriftType type) => Skip(type, 0);

    [DoesNotReturn]
    public readonly void Fail(string message) =>
        throw new RecordingException(RecordingFault.Damaged, $"{_what}: {message} (at byte {Position} of it).");

    private void Skip(ThriftType type, int depth)
    {
        if (depth > MaxDepth)
        {
            Fail("nested too deeply");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.I8:
                Advance(1);
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                Varint();
                break;
            case ThriftType.Double:
                Advance(8);
                break;
            case ThriftType.Binary:
                BinaryElement();
                break;
            case ThriftType.List or ThriftType.Set:
                int count = ListHeader(out ThriftType element);
                for (int i = 0; i < count; i++)
                {
                    SkipElement(element, depth + 1);
                }

                break;
            case ThriftType.Map:
                Fail("a map where none belongs");
                break;
            case ThriftType.Struct:
                short id = 0;
                while (NextField(ref id, out ThriftType field))
                {
                    Skip(field, depth + 1);
                }

                break;
            default:
                Fail("an unknown type");
                break;
        }
    }

    private void SkipElement(ThriftType type, int depth)
    {
        // A truth value takes a byte in a list, and none in a field.
        if (type is ThriftType.True or ThriftType.False)
        {
            Advance(1);
            return;
        }

        Skip(type, depth);
    }

    private int ListHeader(out ThriftType element)
    {
        byte header = Byte();
        element = (ThriftType)(header & 0x0F);
        ulong count = (ulong)header >> 4;
        if (count == 15)
        {
            count = Varint();
        }

        // Every element takes a byte at least.
        if (count > (ulong)(_bytes.Length - Position))
        {
            Fail("a list is longer than what holds it");
        }

        return (int)count;
    }

    private long ZigZag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        Fail("a number is too long");
        return 0;
    }

    private byte Byte()
    {
        if (Position >= _bytes.Length)
        {
            Fail("it ends too early");
        }

        return _bytes[Position++];
    }

    private void Advance(int count)
    {
        if (count > _bytes.Length - Position)
        {
            Fail("it ends too early");
        }

        Position += count;
    }
}
