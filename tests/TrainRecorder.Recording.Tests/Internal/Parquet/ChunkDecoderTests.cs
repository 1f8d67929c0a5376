using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

/// <summary>Chunks whose checksum is right and whose content is not: a liar computes checksums too.</summary>
public sealed class ChunkDecoderTests
{
    private static readonly RecordingSchema _schema = RecordingSchema.FromManifest(SampleRecording.Small().Manifest);

    // Every byte of header and levels, and some of the values, changed to anything.
    private static readonly Gen<(int Column, int At, byte Value, int Cut)> _mutations =
        Gen.Select(Gen.Int[0, _schema.Columns.Count - 1], Gen.Int[0, 90], Gen.Byte, Gen.Int[0, 300]);

    [Fact]
    public void Decode_AnyByteChangedOrCut_IsRefusedOrDecodesWithinItsShape() => _mutations.Sample(mutation =>
    {
        (byte[] chunk, ChunkForm form) = Chunk(_schema.Columns[mutation.Column]);
        if (mutation.At < chunk.Length)
        {
            chunk[mutation.At] = mutation.Value;
        }
        else
        {
            chunk = chunk[..Math.Min(chunk.Length, mutation.Cut)];
        }

        try
        {
            using DecodedChunk decoded = ChunkDecoder.Decode(chunk, _schema.Columns[mutation.Column], 3, form, "a test");
            Assert.Equal(3, decoded.Rows);
            Assert.InRange(decoded.Size, 0, 3 * 8 * Math.Max(32, decoded.Column.Length));
        }
        catch (RecordingException e)
        {
            Assert.Equal(RecordingFault.Damaged, e.Fault);
        }
    }, iter: 20_000);

    [Fact]
    public void Decode_TextThatIsNoUtf8_IsRefused()
    {
        RecordingColumn findings = _schema["findings"];
        (byte[] chunk, ChunkForm form) = Chunk(findings);
        chunk[^1] = 0xFF;
        RecordingException fault = Assert.Throws<RecordingException>(() => ChunkDecoder.Decode(chunk, findings, 3, form, "a test").Dispose());
        Assert.Equal("a test: a text is no UTF-8.", fault.Message);
    }

    private static (byte[] Bytes, ChunkForm Form) Chunk(RecordingColumn column)
    {
        ColumnBuffer buffer = new(column);
        for (int row = 0; row < 3; row++)
        {
            Append(buffer, row);
        }

        using ChunkEncoder encoder = new();
        EncodedChunk chunk = encoder.Encode(buffer);
        return ([.. chunk.Header, .. chunk.Page], chunk.Form);
    }

    private static void Append(ColumnBuffer buffer, int row)
    {
        RecordingColumn column = buffer.Column;
        switch (column.Info.Type)
        {
            case "int32": buffer.Append(row); break;
            case "string": buffer.Append("[]"); break;
            case "int64": buffer.Append([(long)row]); break;
            case "double" when column.Index < 3: buffer.Append([0.5]); break;
            case var _ when row == 1: buffer.AppendNull(); break;
            case "double": buffer.Append([0.5]); break;
            case "list<int64>": buffer.Append(new long[column.Length]); break;
            case "list<double>": buffer.Append(new double[column.Length]); break;
            default: buffer.Append(new float[column.Length]); break;
        }
    }
}
