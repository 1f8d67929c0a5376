using System.IO.Compression;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>NumPy's archive of several arrays, as <c>numpy.savez</c> writes it: a ZIP of <c>NAME.npy</c>, stored. The same tensors make the same bytes.</summary>
internal static class NpzFormat
{
    // The first moment that ZIP knows, as numpy.savez has it.
    private static readonly DateTimeOffset _time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(TensorSet set, Stream destination)
    {
        using ZipArchive archive = new(destination, ZipArchiveMode.Create, leaveOpen: true);
        foreach (ExportedTensor tensor in set.Tensors)
        {
            ZipArchiveEntry entry = archive.CreateEntry(tensor.Name + ".npy", CompressionLevel.NoCompression);
            entry.LastWriteTime = _time;
            using Stream file = entry.Open();
            NpyFormat.Write(tensor, file);
        }
    }
}
