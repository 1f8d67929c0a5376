using System.Buffers;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;

namespace TrainRecorder.Recording.Internal.Sealing;

/// <summary>Writes the sealed file, a column chunk at a time, and checks it against the segments.</summary>
internal static class SealWriter
{
    /// <param name="rows">In order of their epochs; at least one. Their files have the same columns.</param>
    public static SealedFile Write(IReadOnlyList<RowPlace> rows, string destination, IFileSystem files, CancellationToken cancellationToken)
    {
        List<SealGroup> groups = SealPlan.Of(rows, cancellationToken);
        string temporary = destination + ".tmp";
        long size = 0;
        string sha256 = "";
        WholeFile.Write(temporary, destination, files, () =>
        {
            RecordingFile first = rows[0].File;
            using (ParquetFileWriter file = new(first.Schema, first.Footer.Manifest, files.Create(temporary)))
            {
                WriteGroups(file, first.Schema, groups, cancellationToken);
                sha256 = file.Finish();
                size = file.Position;
            }

            Check(temporary, files, groups, cancellationToken);
        });
        return new SealedFile(destination, size, sha256, new EpochRange(groups[0].Group.FirstEpoch, groups[^1].Group.LastEpoch));
    }

    private static void WriteGroups(ParquetFileWriter file, RecordingSchema schema, List<SealGroup> groups, CancellationToken cancellationToken)
    {
        using ChunkEncoder encoder = new();
        foreach (SealGroup group in groups)
        {
            file.BeginGroup();
            foreach (RecordingColumn column in schema.Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (group.IsCopy)
                {
                    Copy(file, group, column);
                }
                else
                {
                    Pack(file, encoder, group, column);
                }
            }

            file.EndGroup(group.Group);
        }
    }

    private static void Copy(ParquetFileWriter file, SealGroup group, RecordingColumn column)
    {
        RowPlace source = group.Rows[0];
        ChunkInfo info = source.File.Footer.Chunk(source.Group, column.Index);
        byte[] chunk = source.File.ReadChunk(source.Group, column.Index);
        try
        {
            file.CopyChunk(chunk.AsSpan(0, info.Size), info, group.Group);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static void Pack(ParquetFileWriter file, ChunkEncoder encoder, SealGroup group, RecordingColumn column)
    {
        ColumnBuffer buffer = new(column);
        using ChunkCursor cursor = new(column);
        foreach (RowPlace place in group.Rows)
        {
            cursor.At(place).CopyRow(place.Row, buffer);
        }

        file.WriteChunk(encoder.Encode(buffer), group.Group);
    }

    /// <summary>Reads the file back and compares it with the segments.</summary>
    private static void Check(string path, IFileSystem files, List<SealGroup> groups, CancellationToken cancellationToken)
    {
        using RecordingFile written = RecordingFile.Open(path, files, keepOpen: true);
        if (!written.Footer.Groups.SequenceEqual(groups.Select(group => group.Group)))
        {
            throw new RecordingException(RecordingFault.Damaged, $"{Path.GetFileName(path)} does not hold the epochs that were written.");
        }

        for (int i = 0; i < groups.Count; i++)
        {
            foreach (RecordingColumn column in written.Schema.Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!IsSame(written, i, groups[i], column))
                {
                    throw new RecordingException(RecordingFault.Damaged, $"{written.Where(i, column.Index)}: it is not what the segments hold.");
                }
            }
        }
    }

    private static bool IsSame(RecordingFile written, int index, SealGroup group, RecordingColumn column)
    {
        if (group.IsCopy)
        {
            ArrayPool<byte>.Shared.Return(written.ReadChunk(index, column.Index));
            RowPlace source = group.Rows[0];
            return written.Footer.Chunk(index, column.Index).Checksum == source.File.Footer.Chunk(source.Group, column.Index).Checksum;
        }

        using DecodedChunk chunk = written.Decode(index, column.Index);
        using ChunkCursor cursor = new(column);
        for (int row = 0; row < group.Rows.Count; row++)
        {
            if (!chunk.RowEquals(row, cursor.At(group.Rows[row]), group.Rows[row].Row))
            {
                return false;
            }
        }

        return true;
    }
}
