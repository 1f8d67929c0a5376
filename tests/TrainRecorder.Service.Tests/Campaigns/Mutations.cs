using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TrainRecorder.Service.Tests.Campaigns;

/// <summary>Messages as nobody should send them.</summary>
/// <param name="words">Texts that mean something somewhere.</param>
internal sealed class Mutations(params string[] words)
{
    private const int MaxDepth = 4;

    /// <summary>A message of a type with any of its fields, of any values.</summary>
    public Gen<IMessage> Any(MessageDescriptor type) => Any(type, 0);

    /// <summary>A valid message of which up to three fields, however deep, have become something else.</summary>
    public Gen<IMessage> Of(IMessage valid) => Gen.Select(Gen.Int.Array[1, 3], Gen.Int, (seeds, root) =>
    {
        var message = valid.Descriptor.Parser.ParseFrom(valid.ToByteArray());
        foreach (var seed in seeds) Change(message, new Random(seed ^ root));
        return message;
    });

    /// <summary>Text of which some characters are gone, doubled, moved or others.</summary>
    public static Gen<string> Of(string valid) => Gen.Int.Array[1, 4].Select(seeds => seeds.Aggregate(valid, (text, seed) =>
    {
        var random = new Random(seed);
        var at = random.Next(text.Length + 1);
        var end = Math.Min(text.Length, at + random.Next(4));
        return random.Next(4) switch
        {
            0 => text[..at] + text[end..],
            1 => text[..end] + text[at..],
            2 => text[..at] + "()\"\\=<>!:-.09aZ \n\u0001é"[random.Next(18)] + text[at..],
            _ => text[end..] + text[..at],
        };
    }));

    /// <summary>Bytes of which some are others, or gone.</summary>
    public static Gen<byte[]> Of(byte[] valid) => Gen.Select(Gen.Int.Array[1, 4], Gen.Int[0, 9], (seeds, cut) =>
    {
        var bytes = valid.ToArray();
        foreach (var random in seeds.Select(seed => new Random(seed)))
        {
            if (bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return cut == 0 ? bytes[..(bytes.Length / 2)] : bytes;
    });

    private void Change(IMessage message, Random random)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsMap).ToList();
        if (fields.Count == 0) return;
        var field = fields[random.Next(fields.Count)];
        var value = field.Accessor.GetValue(message);
        switch (value)
        {
            // Deeper as a rule: what is on top is soon seen to be wrong.
            case IMessage inner when random.Next(4) > 0: Change(inner, random); break;
            case System.Collections.IList { Count: > 0 } list when list[random.Next(list.Count)] is IMessage item && random.Next(4) > 0: Change(item, random); break;
            case System.Collections.IList list when random.Next(2) == 0: list.Clear(); break;
            case System.Collections.IList list: list.Add(Draw(field, random)); break;
            default: field.Accessor.SetValue(message, Draw(field, random)); break;
        }
    }

    private object Draw(FieldDescriptor field, Random random) => Value(field, MaxDepth - 1).Generate(new PCG((uint)random.Next(), (ulong)random.NextInt64()), null, out _);

    private Gen<IMessage> Any(MessageDescriptor type, int depth)
    {
        var fields = type.Fields.InDeclarationOrder().Where(field => depth < MaxDepth || field.FieldType != FieldType.Message).ToArray();
        return Gen.Int[0, 2].Array[fields.Length].SelectMany(present => fields.Where((_, i) => present[i] > 0).Aggregate(
            Gen.Const(0).Select(_ => type.Parser.ParseFrom(ByteString.Empty)),
            (messages, field) => Gen.Select(messages, Value(field, depth), (message, value) =>
            {
                if (field.IsMap) return message;
                if (field.IsRepeated) ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
                else field.Accessor.SetValue(message, value);
                return message;
            })));
    }

    private Gen<object> Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Any(field.MessageType, depth + 1).Select(message => (object)message),
        FieldType.String => Gen.OneOf(Among(words), Gen.String[0, 40]).Select(text => (object)new string([.. text.Where(character => !char.IsSurrogate(character))])),
        FieldType.Bytes => Gen.Byte.Array[0, 300].Select(bytes => (object)ByteString.CopyFrom(bytes)),
        FieldType.Double => Gen.OneOf(Gen.Double, Among(0.0, 1, -1, double.NaN, double.MaxValue)).Select(number => (object)number),
        FieldType.Int32 => Gen.OneOf(Gen.Int[-2, 1100], Gen.Int).Select(number => (object)number),
        FieldType.Int64 => Gen.OneOf(Gen.Long[-2, 300], Gen.Long).Select(number => (object)number),
        FieldType.Fixed32 => Gen.UInt.Select(number => (object)number),
        FieldType.Bool => Gen.Bool.Select(value => (object)value),
        _ => throw new NotSupportedException(field.FullName),
    };

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
