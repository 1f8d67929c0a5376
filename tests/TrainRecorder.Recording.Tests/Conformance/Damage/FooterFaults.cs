using System.Text;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>Footers that lie, with checksums that are right; and such whose checksums are missing or wrong.</summary>
internal static class FooterFaults
{
    // In the metadata of a column chunk.
    private const short Type = 1, Encodings = 2, PathInSchema = 3, Codec = 4, Entries = 5, RawSize = 6, Size = 7, Offset = 9, Statistics = 12;
    private const short HighestEpoch = 5, LowestEpoch = 6;

    public static IEnumerable<DamagedCase> Cases { get; } =
    [
        Keys("foreign_parquet", file => file.RemoveKey(FooterKeys.Manifest)) with { Fault = RecordingFault.Foreign },
        Keys("foreign_parquet_of_two_equal_keys", file =>
        {
            file.RemoveKey(FooterKeys.Manifest);
            file.SetKey(FooterKeys.FooterChecksum, file.Key(FooterKeys.ChunkChecksums));
            ((ThriftStruct)file.Footer.List(5)[^1]).Set(1, Encoding.UTF8.GetBytes(FooterKeys.ChunkChecksums));
        }) with { Fault = RecordingFault.Foreign },
        Keys("manifest_without_checksum", file => file.RemoveKey(FooterKeys.ManifestChecksum)),
        Keys("chunks_without_checksums", file => file.RemoveKey(FooterKeys.ChunkChecksums)),
        Keys("footer_without_checksum", file => file.RemoveKey(FooterKeys.FooterChecksum)),
        Keys("manifest_checksum_in_upper_case", file => file.SetKey(FooterKeys.ManifestChecksum, Upper(file.Key(FooterKeys.ManifestChecksum)))),
        Keys("manifest_checksum_too_long", file => file.SetKey(FooterKeys.ManifestChecksum, [.. file.Key(FooterKeys.ManifestChecksum), .. " "u8])),
        DamagedCase.Forged("footer_checksum_in_upper_case", file => file.Break = bytes =>
        {
            Span<byte> digits = bytes.AsSpan(bytes.AsSpan().LastIndexOf("trainrecorder.footer.crc32c"u8) + "trainrecorder.footer.crc32c".Length + 2, 8);
            Upper(digits.ToArray()).CopyTo(digits);
            return bytes;
        }),
        DamagedCase.Forged("key_twice", file => file.AddKey(FooterKeys.Manifest, file.Manifest)),
        DamagedCase.Forged("other_key_twice", file =>
        {
            file.AddKey("somebody.else", []);
            file.AddKey("somebody.else", []);
        }),
        Keys("checksums_too_few", file => SetChecksums(file, checksums => checksums[..^4])),
        Keys("checksums_too_many", file => SetChecksums(file, checksums => [.. checksums, .. new byte[4]])),
        Keys("checksums_no_base64", file => file.SetKey(FooterKeys.ChunkChecksums, [.. file.Key(FooterKeys.ChunkChecksums)[..^1], .. "*"u8])),
        Keys("checksums_with_a_space", file => file.SetKey(FooterKeys.ChunkChecksums, [.. file.Key(FooterKeys.ChunkChecksums), .. " "u8])),
        Keys("checksum_of_a_chunk_wrong", file => SetChecksums(file, checksums => [.. checksums[..21], (byte)(checksums[21] ^ 1), .. checksums[22..]])) with { Column = "train.learning_rate" },
        Lie("rows_too_many", file => file.Footer.Set(3, file.Footer.Number(3) + 1)),
        Lie("rows_too_few", file => file.Footer.Set(3, file.Footer.Number(3) - 1)),
        Lie("rows_missing", file => file.Footer.Remove(3)),
        Lie("row_groups_missing", file => file.Footer.Remove(4)),
        Lie("schema_missing", file => file.Footer.Remove(2)),
        Lie("schema_of_another_name", file => Element(file, 0).Set(4, "recorded"u8.ToArray())),
        Lie("schema_of_another_repetition", file => Element(file, 1).Set(3, ParquetConstants.Optional)),
        Lie("schema_without_lists", file => file.Footer.List(2).Cast<ThriftStruct>().First(element => element.Bytes(4).AsSpan().SequenceEqual("sample"u8)).Remove(6)),
        Lie("offset_too_large", file => Chunk(file, 1, 2).Set(Offset, Chunk(file, 1, 2).Number(Offset) + 1)),
        Lie("offset_negative", file => Chunk(file, 0, 0).Set(Offset, -4L)),
        Lie("offset_behind_the_end", file => Chunk(file, 2, 3).Set(Offset, 1L << 40)),
        Lie("size_too_small", file => Chunk(file, 1, 2).Set(Size, Chunk(file, 1, 2).Number(Size) - 1)),
        Lie("size_too_large", file => Chunk(file, 0, 5).Set(Size, 1L << 40)),
        Lie("size_zero", file => Chunk(file, 0, 5).Set(Size, 0L)),
        Lie("chunks_overlap", file => Chunk(file, 0, 2).Set(Offset, Chunk(file, 0, 1).Number(Offset))),
        DamagedCase.Forged("gap_between_chunks", file => file.Chunks[1][3].Gap = [0]),
        DamagedCase.Forged("gap_between_row_groups", file => file.Chunks[1][0].Gap = [0]),
        DamagedCase.Forged("gap_before_the_first_chunk", file => file.Chunks[0][0].Gap = [0]),
        Lie("bomb_of_structures", file => file.Footer.Set(8, Enumerable.Range(0, 1000).Aggregate(new ThriftStruct(), (inner, _) => Around(inner)))),
        Lie("chunk_missing", file => file.Group(1).List(1).RemoveAt(4)),
        Lie("chunk_in_another_file", file => ((ThriftStruct)file.Group(0).List(1)[3]).Set(1, "other.parquet"u8.ToArray())),
        Lie("chunk_of_another_column", file => Chunk(file, 0, 3).List(PathInSchema)[1] = "lass"u8.ToArray()),
        Lie("chunk_of_another_type", file => Chunk(file, 0, 3).Set(Type, ParquetConstants.TypeFloat)),
        Lie("chunk_without_entries", file => Chunk(file, 0, 3).Set(Entries, 0L)),
        Lie("chunk_without_metadata", file => ((ThriftStruct)file.Group(0).List(1)[3]).Remove(3)),
        Lie("chunk_of_another_raw_size", file => Chunk(file, 0, 3).Set(RawSize, Chunk(file, 0, 3).Number(RawSize) + 1)) with { Column = "train.loss" },
        Lie("chunk_of_other_entries", file => Chunk(file, 0, 3).Set(Entries, Chunk(file, 0, 3).Number(Entries) + 1)) with { Column = "train.loss" },
        Lie("chunk_of_another_encoding", file => Chunk(file, 0, 3).List(Encodings)[^1] = 0L) with { Column = "train.loss" },
        Lie("encoding_of_a_dictionary", file => Chunk(file, 0, 3).List(Encodings)[^1] = 8L),
        Lie("codec_snappy", file => Chunk(file, 0, 3).Set(Codec, 1)),
        Lie("codec_gzip", file => Chunk(file, 0, 3).Set(Codec, 2)),
        Lie("epochs_without_statistics", file => Chunk(file, 1, 0).Remove(Statistics)),
        Lie("epochs_with_short_statistics", file => Chunk(file, 1, 0).Struct(Statistics).Set(LowestEpoch, [2])),
        Lie("epochs_with_long_statistics", file => Chunk(file, 1, 0).Struct(Statistics).Set(HighestEpoch, [3, 0, 0, 0, 0])),
        Lie("epochs_with_a_gap", file => SetEpochs(file, 1, 3, 4)),
        Lie("epochs_twice", file => SetEpochs(file, 1, 1, 2)),
        Lie("epochs_more_than_rows", file => SetEpochs(file, 2, 4, 5)),
        Lie("epochs_negative", file =>
        {
            SetEpochs(file, 0, -1, 0);
            SetEpochs(file, 1, 1, 2);
            SetEpochs(file, 2, 3, 3);
        }),
        Lie("row_group_of_no_rows", file => file.Group(2).Set(3, 0L)),
        Lie("row_group_of_too_many_rows", file =>
        {
            const int Rows = Limits.GroupRows + 1;
            file.Group(2).Set(3, (long)Rows);
            file.Footer.Set(3, 4L + Rows);
            SetEpochs(file, 2, 4, 3 + Rows);
        }),
    ];

    private static DamagedCase Lie(string name, Action<ForgedFile> lie) => DamagedCase.Forged($"footer_{name}", file => file.Lie = lie);

    private static DamagedCase Keys(string name, Action<ForgedFile> lie) => DamagedCase.Forged(name, file => file.Lie = lie);

    private static ThriftStruct Around(ThriftStruct inner)
    {
        ThriftStruct outer = new();
        outer.Set(1, inner);
        return outer;
    }

    private static ThriftStruct Chunk(ForgedFile file, int group, int column) => file.Chunks[group][column].Metadata;

    private static ThriftStruct Element(ForgedFile file, int index) => (ThriftStruct)file.Footer.List(2)[index];

    private static void SetEpochs(ForgedFile file, int group, int first, int last)
    {
        ThriftStruct statistics = Chunk(file, group, 0).Struct(Statistics);
        statistics.Set(LowestEpoch, BitConverter.GetBytes(first));
        statistics.Set(HighestEpoch, BitConverter.GetBytes(last));
    }

    private static void SetChecksums(ForgedFile file, Func<byte[], byte[]> change) => file.SetKey(
        FooterKeys.ChunkChecksums, Encoding.ASCII.GetBytes(Convert.ToBase64String(change(Convert.FromBase64String(Encoding.ASCII.GetString(file.Key(FooterKeys.ChunkChecksums)))))));

    private static byte[] Upper(byte[] digits)
    {
        byte[] upper = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(digits).ToUpperInvariant());
        Assert.NotEqual(digits, upper);
        return upper;
    }
}
