using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Writing;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>A file whose row groups hold as many rows as one likes: our writer packs by size alone, a reader takes any packing within the limits.</summary>
internal static class PackedFile
{
    /// <param name="sample">What is in it.</param>
    /// <param name="first">The first epoch.</param>
    /// <param name="groups">Rows of each row group.</param>
    public static byte[] Of(SampleRecording sample, int first, params int[] groups)
    {
        RecordingSchema schema = RecordingSchema.FromManifest(sample.Manifest);
        Bytes file = new();
        using ParquetFileWriter writer = new(schema, ManifestJson.Format(sample.Manifest), file);
        using ChunkEncoder encoder = new();
        RowGroupBuilder builder = new(schema);
        int epoch = first;
        foreach (int rows in groups)
        {
            for (int i = 0; i < rows; i++)
            {
                EpochRow row = new(schema);
                sample.Fill(row, schema, epoch++);
                builder.Add(row, 0);
            }

            builder.Flush(writer, encoder);
        }

        writer.Finish();
        return file.ToArray();
    }

    private sealed class Bytes : IFileWriter
    {
        private readonly MemoryStream _stream = new();

        public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

        public void Sync()
        {
        }

        public byte[] ToArray() => _stream.ToArray();

        public void Dispose()
        {
        }
    }
}
