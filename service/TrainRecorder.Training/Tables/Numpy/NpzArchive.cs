using System.Buffers.Binary;
using System.IO.Compression;
using TrainRecorder.Training.Tables.Arrays;

namespace TrainRecorder.Training.Tables.Numpy;

/// <summary>NumPy's archive of named arrays: a ZIP file of npy files, stored or deflated.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const int MostArrays = 10_000;
    private const string Extension = ".npy";
    private readonly ZipArchive _archive;

    private NpzArchive(ZipArchive archive, IReadOnlyList<ArrayStream> arrays)
    {
        _archive = archive;
        Arrays = arrays;
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ArrayStream> Arrays { get; }

    /// <summary>Opens a file as a table.</summary>
    public static ITableReader OpenTable(Stream stream, TableFaults faults)
    {
        var archive = Open(stream);
        return new ArrayTableReader(archive.Arrays, [.. archive.Arrays.Select(array => array.Describe(firstAxis: 1))], archive, faults);
    }

    /// <summary>Opens an archive and reads the headers of its arrays. Owns the stream.</summary>
    /// <exception cref="DamagedFileException">It is no such archive.</exception>
    public static NpzArchive Open(Stream stream)
    {
        CheckDirectory(stream);
        var arrays = new List<ArrayStream>();
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (archive.Entries.Count == 0) throw new DamagedFileException("There are no arrays in the file.");
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                var name = NameOf(entry);
                if (!names.Add(name)) throw new DamagedFileException($"There are two arrays of the name {name}.");
                arrays.Add(Open(name, entry));
            }
            return new NpzArchive(archive, arrays);
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedFileException($"The file is no ZIP archive that can be read: {damage.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var array in Arrays) array.Dispose();
        _archive.Dispose();
    }

    private static ArrayStream Open(string name, ZipArchiveEntry entry)
    {
        // What unpacks to more than the limit is refused before it is unpacked; unpacking itself stops at what the entry claims.
        if (entry.Length > TableLimits.DecodedBytes) throw new DamagedFileException($"Array {name} has more than {TableLimits.DecodedBytes >> 30} GiB.");
        var unpacked = new CheckedStream(entry.Open(), entry.Length, entry.Crc32);
        return NpyFile.Open(name, new BufferedStream(unpacked, 1 << 16), entry.Length, () =>
        {
            if (!unpacked.IsWhole()) throw new DamagedFileException($"Array {name} is damaged: its checksum does not match.");
        });
    }

    private static string NameOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (!name.EndsWith(Extension, StringComparison.Ordinal) || name.Length == Extension.Length)
            throw new DamagedFileException($"'{(name.Length <= 80 ? name : name[..80])}' in the file is no array.");
        name = name[..^Extension.Length];
        if (name.Length > TableLimits.NameLength || name.Any(char.IsControl))
            throw new DamagedFileException($"An array's name has control characters or more than {TableLimits.NameLength} characters.");
        return entry.IsEncrypted ? throw new DamagedFileException($"Array {name} is encrypted.") : name;
    }

    /// <summary>The directory is read into memory as a whole: its announced size is checked before.</summary>
    private static void CheckDirectory(Stream stream)
    {
        const int endLength = 22;
        var tail = new byte[Math.Min(stream.Length, endLength + ushort.MaxValue)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < endLength) throw new DamagedFileException("The file is no ZIP archive: its end is missing.");
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        if (entries > MostArrays) throw new DamagedFileException($"There are more than {MostArrays} arrays in the file.");
    }
}
