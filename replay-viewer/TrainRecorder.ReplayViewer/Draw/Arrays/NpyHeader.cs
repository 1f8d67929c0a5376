using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TrainRecorder.ReplayViewer.Draw.Arrays;

/// <summary>What the header of a <c>.npy</c> file says (numpy.lib.format, versions 1 to 3).</summary>
/// <param name="Type">The type of the values, <c>f4</c>.</param>
/// <param name="IsBigEndian">The highest byte comes first.</param>
/// <param name="IsColumnMajor">The first axis runs fastest.</param>
/// <param name="Shape">The axes.</param>
internal sealed partial record NpyHeader(string Type, bool IsBigEndian, bool IsColumnMajor, IReadOnlyList<int> Shape)
{
    private const int LongestHeader = 64 << 10;

    /// <summary>Bytes of a value.</summary>
    public int Size => Type[1] - '0';

    /// <summary>Values of the array.</summary>
    public long Count => Shape.Aggregate(1L, (product, axis) => product * axis);

    /// <summary>Reads a header; the stream is at the first value then.</summary>
    /// <exception cref="InvalidDataException">It is none, or of values that are not plain numbers.</exception>
    public static NpyHeader Read(Stream stream, string name)
    {
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) < 8 || !head[..6].SequenceEqual((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
            throw new InvalidDataException($"{name} is no NumPy array: it does not begin as one");
        int lengthBytes = head[6] switch { 1 => 2, 2 or 3 => 4, _ => throw new InvalidDataException($"{name} is of version {head[6]} of NumPy's format, which is not known") };
        Span<byte> lengthField = head.Slice(8, lengthBytes);
        if (stream.ReadAtLeast(lengthField, lengthBytes, throwOnEndOfStream: false) < lengthBytes)
            throw Truncated(name);
        long length = lengthBytes == 2 ? BitConverter.ToUInt16(lengthField) : BitConverter.ToUInt32(lengthField);
        if (length > LongestHeader)
            throw new InvalidDataException($"the header of {name} has {length} bytes: more than {LongestHeader}");
        byte[] text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw Truncated(name);
        return Parse(Encoding.UTF8.GetString(text), name);
    }

    /// <summary>Where a file ends too early.</summary>
    public static InvalidDataException Truncated(string name) => new($"{name} ends too early");

    private static NpyHeader Parse(string text, string name)
    {
        Match type = TypePattern().Match(text), order = OrderPattern().Match(text), shape = ShapePattern().Match(text);
        if (!type.Success && ObjectPattern().IsMatch(text))
            throw new InvalidDataException($"{name} holds Python objects, not numbers");
        if (!type.Success || !order.Success || !shape.Success)
            throw new InvalidDataException($"the header of {name} cannot be understood, or its values are not plain numbers");
        List<int> axes = [];
        foreach (string axis in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(axis.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || axes.Count == 8)
                throw new InvalidDataException($"the shape of {name} cannot be understood");
            axes.Add(length);
        }
        return new NpyHeader(type.Groups[2].Value, type.Groups[1].Value == ">", order.Groups[1].Value == "True", axes);
    }

    [GeneratedRegex("'descr'\\s*:\\s*'([<>|=]?)(f2|f4|f8|i1|i2|i4|i8|u1|u2|u4|u8|b1)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'descr'\\s*:\\s*'\\|?O")]
    private static partial Regex ObjectPattern();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([0-9, L]*)\\)")]
    private static partial Regex ShapePattern();
}
