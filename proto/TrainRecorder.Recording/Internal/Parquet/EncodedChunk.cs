namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>What the footer says of a column chunk beside its place.</summary>
/// <param name="Entries">Entries of the levels: values and nulls.</param>
/// <param name="Encoding">Of the values.</param>
/// <param name="Codec">Uncompressed where compression gains nothing.</param>
/// <param name="UncompressedSize">Page header, levels and values before compression.</param>
internal readonly record struct ChunkForm(int Entries, int Encoding, int Codec, int UncompressedSize);

/// <summary>A column chunk ready to be written: the page's header, and the page.</summary>
internal readonly ref struct EncodedChunk(ReadOnlySpan<byte> header, ReadOnlySpan<byte> page, ChunkForm form)
{
    public ReadOnlySpan<byte> Header { get; } = header;

    public ReadOnlySpan<byte> Page { get; } = page;

    public ChunkForm Form { get; } = form;
}
