using System.IO.Compression;

namespace TrainRecorder.ReplayViewer.Draw.Arrays;

/// <summary>Reads the arrays of a NumPy file: a <c>.npz</c> archive of several, or a <c>.npy</c> file of one.</summary>
/// <remarks>Nothing is unpacked to disk, nothing executed, and memory is taken only for what the bytes that are there can hold.</remarks>
internal static class NpzReader
{
    private const int MostArrays = 1000;

    /// <summary>A byte of Deflate gives at most so many.</summary>
    private const long MostInflation = 1032;

    /// <summary>Reads every array, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or it holds something else than arrays of numbers.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<NumpyArray> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        string name = Path.GetFileName(path);
        if (file.ReadByte() != 'P')
        {
            file.Position = 0;
            return [NpyReader.Read(file, name, file.Length, NumpyArray.MostValues)];
        }
        file.Position = 0;
        using ZipArchive archive = new(file, ZipArchiveMode.Read);
        if (archive.Entries.Count is 0 or > MostArrays)
            throw new InvalidDataException($"{name} holds {archive.Entries.Count} files: 1 to {MostArrays} arrays are read");
        List<NumpyArray> arrays = [];
        long left = NumpyArray.MostValues;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
                throw new InvalidDataException($"{name} holds '{entry.FullName}', which is no array (.npy)");
            using Stream content = entry.Open();
            long mostBytes = Math.Min(entry.Length, checked(entry.CompressedLength * MostInflation));
            NumpyArray array = NpyReader.Read(content, entry.FullName[..^".npy".Length], mostBytes, left);
            left -= array.Values.Length;
            arrays.Add(array);
        }
        return arrays;
    }
}
