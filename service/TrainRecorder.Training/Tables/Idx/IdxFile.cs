using System.Buffers.Binary;
using System.IO.Compression;
using TrainRecorder.Training.Tables.Arrays;
using TrainRecorder.Training.Tables.Numpy;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables.Idx;

/// <summary>MNIST's format of one array (LeCun, Cortes and Burges), also gzipped: two zero bytes, the type, the number of axes, the axes, the elements; all big-endian.</summary>
internal static class IdxFile
{
    /// <summary>Opens a file as a table. Rows of two axes are images of one channel.</summary>
    /// <exception cref="DamagedFileException">It is no such file.</exception>
    public static ITableReader OpenTable(Stream stream, TableFaults faults)
    {
        var packed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        var bytes = new BufferedStream(packed ? new GZipStream(stream, CompressionMode.Decompress) : stream, 1 << 16);
        var array = Open(bytes, packed ? null : stream.Length);
        var described = array.Describe(firstAxis: 1);
        if (described.Shape.Count == 2) described = new TableArray { Name = described.Name, Shape = { 1, described.Shape } };
        return new ArrayTableReader([array], [described], stream, faults);
    }

    private static ArrayStream Open(Stream bytes, long? length)
    {
        Span<byte> start = stackalloc byte[4];
        Fill(bytes, start);
        if (start[0] != 0 || start[1] != 0 || TypeOf(start[2]) is not { } type)
            throw new DamagedFileException("The file does not begin as an IDX file does.");
        if (start[3] is 0 or > TableLimits.Axes) throw new DamagedFileException($"The array has {start[3]} axes; 1 to {TableLimits.Axes} are read.");
        var axes = new byte[4 * start[3]];
        Fill(bytes, axes);
        var shape = Enumerable.Range(0, start[3]).Select(axis => (long)BinaryPrimitives.ReadUInt32BigEndian(axes.AsSpan(4 * axis))).ToArray();
        var array = new ArrayStream(NpyFile.Nameless, type, shape, fortran: false, bytes, () =>
        {
            if (ReadByte(bytes) >= 0) throw new DamagedFileException("There are bytes behind the last element.");
        });
        var header = start.Length + axes.Length;
        if (length is { } all && all != header + array.Bytes)
            throw new DamagedFileException($"The array should have {array.Bytes} bytes after its header, but has {all - header}.");
        return array;
    }

    private static int ReadByte(Stream bytes)
    {
        try
        {
            return bytes.ReadByte();
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedFileException($"The file cannot be unpacked: {damage.Message}");
        }
    }

    private static void Fill(Stream stream, Span<byte> bytes)
    {
        try
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length) return;
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedFileException($"The file cannot be unpacked: {damage.Message}");
        }
        throw new DamagedFileException("The file ends within its header.");
    }

    private static ElementType? TypeOf(byte code) => code switch
    {
        0x08 => new(ElementKind.Unsigned, 1, BigEndian: true),
        0x09 => new(ElementKind.Integer, 1, BigEndian: true),
        0x0B => new(ElementKind.Integer, 2, BigEndian: true),
        0x0C => new(ElementKind.Integer, 4, BigEndian: true),
        0x0D => new(ElementKind.Float, 4, BigEndian: true),
        0x0E => new(ElementKind.Float, 8, BigEndian: true),
        _ => null,
    };
}
