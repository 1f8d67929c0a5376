namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>A row group: rows of epochs that follow one another.</summary>
internal readonly record struct GroupInfo(int FirstEpoch, int Rows)
{
    public int LastEpoch => FirstEpoch + Rows - 1;
}

/// <summary>Where a column chunk is, what it is, and its CRC-32C.</summary>
internal readonly record struct ChunkInfo(long Offset, int Size, ChunkForm Form, uint Checksum);

/// <summary>The footer of a recording's file, checked.</summary>
/// <param name="Manifest">The manifest's JSON, UTF-8.</param>
/// <param name="Schema">The schema tree.</param>
/// <param name="Groups">In order of their epochs.</param>
/// <param name="Chunks">Group by group, in each in the order of the columns.</param>
internal sealed record FileFooter(byte[] Manifest, IReadOnlyList<SchemaElement> Schema, GroupInfo[] Groups, ChunkInfo[] Chunks)
{
    public int Columns => Groups.Length == 0 ? 0 : Chunks.Length / Groups.Length;

    public ChunkInfo Chunk(int group, int column) => Chunks[(group * Columns) + column];
}
