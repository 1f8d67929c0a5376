using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>A structure of Thrift as a tree that can be changed: fields by their numbers, each a bool, a long, bytes, a list or a structure.</summary>
internal sealed class ThriftStruct
{
    private readonly SortedDictionary<short, (ThriftType Type, object Value)> _fields = [];

    public static ThriftStruct Parse(ReadOnlySpan<byte> bytes)
    {
        int place = 0;
        return Struct(bytes, ref place);
    }

    public long Number(short field) => (long)_fields[field].Value;

    public byte[] Bytes(short field) => (byte[])_fields[field].Value;

    public ThriftStruct Struct(short field) => (ThriftStruct)_fields[field].Value;

    public List<object> List(short field) => ((ThriftList)_fields[field].Value).Items;

    public void Set(short field, int value) => _fields[field] = (ThriftType.I32, (long)value);

    public void Set(short field, long value) => _fields[field] = (ThriftType.I64, value);

    public void Set(short field, byte[] value) => _fields[field] = (ThriftType.Binary, value);

    public void Set(short field, ThriftStruct value) => _fields[field] = (ThriftType.Struct, value);

    public void Remove(short field) => Assert.True(_fields.Remove(field));

    public byte[] ToBytes()
    {
        List<byte> bytes = [];
        Write(bytes, this);
        return [.. bytes];
    }

    private static ThriftStruct Struct(ReadOnlySpan<byte> bytes, ref int place)
    {
        ThriftStruct fields = new();
        short id = 0;
        while (bytes[place++] is var head and not 0)
        {
            id = head >> 4 == 0 ? (short)Number(bytes, ref place) : (short)(id + (head >> 4));
            ThriftType type = (ThriftType)(head & 15);
            fields._fields[id] = (type, Value(bytes, ref place, type));
        }

        return fields;
    }

    private static object Value(ReadOnlySpan<byte> bytes, ref int place, ThriftType type)
    {
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                return type == ThriftType.True;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                return Number(bytes, ref place);
            case ThriftType.Binary:
                int length = (int)Varint(bytes, ref place);
                place += length;
                return bytes.Slice(place - length, length).ToArray();
            case ThriftType.Struct:
                return Struct(bytes, ref place);
            case ThriftType.List:
                int head = bytes[place++];
                int count = head >> 4 == 15 ? (int)Varint(bytes, ref place) : head >> 4;
                ThriftList list = new((ThriftType)(head & 15), []);
                for (int i = 0; i < count; i++)
                {
                    list.Items.Add(Value(bytes, ref place, list.Element));
                }

                return list;
            default:
                throw new NotSupportedException($"{type}");
        }
    }

    private static void Write(List<byte> bytes, object value)
    {
        switch (value)
        {
            case long number:
                Varint(bytes, (ulong)((number << 1) ^ (number >> 63)));
                break;
            case byte[] text:
                Varint(bytes, (ulong)text.Length);
                bytes.AddRange(text);
                break;
            case ThriftList list:
                bytes.Add((byte)(0xF0 | (int)list.Element));
                Varint(bytes, (ulong)list.Items.Count);
                list.Items.ForEach(item => Write(bytes, item));
                break;
            case ThriftStruct fields:
                short before = 0;
                foreach ((short id, (ThriftType type, object field)) in fields._fields)
                {
                    bytes.Add((byte)(((id - before) << 4) | (int)type));
                    before = id;
                    if (field is not bool)
                    {
                        Write(bytes, field);
                    }
                }

                bytes.Add(0);
                break;
        }
    }

    private static long Number(ReadOnlySpan<byte> bytes, ref int place)
    {
        ulong value = Varint(bytes, ref place);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int place)
    {
        ulong value = 0;
        int shift = 0;
        do
        {
            value |= (ulong)(bytes[place] & 0x7F) << shift;
            shift += 7;
        }
        while (bytes[place++] >= 0x80);
        return value;
    }

    private static void Varint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private sealed record ThriftList(ThriftType Element, List<object> Items);
}
