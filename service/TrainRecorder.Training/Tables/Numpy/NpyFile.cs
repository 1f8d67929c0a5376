using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TrainRecorder.Training.Tables.Arrays;

namespace TrainRecorder.Training.Tables.Numpy;

/// <summary>NumPy's format of one array, versions 1 to 3 (numpy.lib.format). Object arrays, which are pickles, are refused.</summary>
internal static partial class NpyFile
{
    /// <summary>The name of an array in a file of its own.</summary>
    public const string Nameless = "x";

    private const int LongestHeader = 1 << 20;

    /// <summary>Opens a file as a table.</summary>
    public static ITableReader OpenTable(Stream stream, TableFaults faults)
    {
        var array = Open(Nameless, new BufferedStream(stream, 1 << 16), stream.Length, null);
        return new ArrayTableReader([array], [array.Describe(firstAxis: 1)], stream, faults);
    }

    /// <summary>Reads the header and checks that the elements are as many bytes as there are.</summary>
    /// <param name="name">Of the array.</param>
    /// <param name="stream">At the beginning; owned by what is returned.</param>
    /// <param name="length">Bytes of the stream, unpacked.</param>
    /// <param name="checkEnd">See <see cref="ArrayStream"/>.</param>
    /// <exception cref="DamagedFileException">It is no array that can be read.</exception>
    public static ArrayStream Open(string name, Stream stream, long length, Action? checkEnd)
    {
        var header = ReadHeader(name, stream, out var headerBytes);
        var descr = One(Descr(), header, name, "descr");
        var type = TypeOf(descr.Groups["type"].Value) ?? throw new DamagedFileException(
            $"Array {name} has elements of type {(descr.Groups["type"].Success ? descr.Groups["type"].Value : "structure")}; read are booleans, whole numbers, floats of 16, 32 and 64 bits, and texts (U).");
        var shape = One(Shape(), header, name, "shape").Groups["axes"].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(axis => long.TryParse(axis.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1)
            .ToArray();
        var array = new ArrayStream(name, type, shape, One(Order(), header, name, "fortran_order").Groups["value"].Value == "True", stream, checkEnd);
        if (array.Bytes != length - headerBytes)
            throw new DamagedFileException($"Array {name} should have {array.Bytes} bytes after its header, but has {length - headerBytes}.");
        return array;
    }

    private static string ReadHeader(string name, Stream stream, out long bytes)
    {
        Span<byte> start = stackalloc byte[8];
        Fill(name, stream, start);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw new DamagedFileException($"Array {name} does not begin as a NumPy array does.");
        var version = start[6];
        if (version is < 1 or > 3) throw new DamagedFileException($"Array {name} is of version {version} of NumPy's format; 1 to 3 are read.");
        Span<byte> size = stackalloc byte[version == 1 ? 2 : 4];
        Fill(name, stream, size);
        var length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader) throw new DamagedFileException($"Array {name} has a header of more than {LongestHeader >> 20} MiB.");
        var text = new byte[length];
        Fill(name, stream, text);
        bytes = start.Length + size.Length + length;
        return version == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text);
    }

    private static void Fill(string name, Stream stream, Span<byte> bytes)
    {
        try
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length) return;
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedFileException($"Array {name} cannot be unpacked: {damage.Message}");
        }
        throw new DamagedFileException($"Array {name} ends within its header.");
    }

    private static Match One(Regex regex, string header, string name, string key)
    {
        var matches = regex.Matches(header);
        return matches.Count == 1 ? matches[0] : throw new DamagedFileException($"The header of array {name} does not say its {key} as NumPy does.");
    }

    private static ElementType? TypeOf(string descr)
    {
        if (descr.Length < 2) return null;
        var bigEndian = descr[0] == '>';
        if (!int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        return (descr[1], size) switch
        {
            ('b', 1) => new ElementType(ElementKind.Boolean, 1, BigEndian: false),
            ('i', 1 or 2 or 4 or 8) => new ElementType(ElementKind.Integer, size, bigEndian),
            ('u', 1 or 2 or 4 or 8) => new ElementType(ElementKind.Unsigned, size, bigEndian),
            ('f', 2 or 4 or 8) => new ElementType(ElementKind.Float, size, bigEndian),
            ('U', > 0 and <= TableLimits.FieldLength) => new ElementType(ElementKind.Text, size * 4, bigEndian),
            _ => null,
        };
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*(?:['"](?<type>[<>|=][^'"]{0,20})['"]|\[)""")]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<value>True|False)""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<axes>[0-9L,\s]*)\)""")]
    private static partial Regex Shape();
}
