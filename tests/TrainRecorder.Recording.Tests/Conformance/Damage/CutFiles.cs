namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>Files cut off in each of their sections, and such with a bit that fell over in one.</summary>
internal static class CutFiles
{
    public static IEnumerable<DamagedCase> Cases { get; } =
    [
        new("empty_file", RecordingFault.Truncated, _ => []),
        new("cut_in_first_magic", RecordingFault.Foreign, good => good[..3]),
        Cut("after_first_magic", _ => 4),
        Cut("in_page_header", good => Offset(good, 0, 0) + 2),
        Cut("in_chunk", good => Offset(good, 1, 0) - 20),
        Cut("between_chunks", good => Offset(good, 0, 3)),
        Cut("between_row_groups", good => Offset(good, 1, 0)),
        Cut("before_footer", good => ForgedFile.FooterStart(good)),
        Cut("in_footer_schema", good => InFooter(good, "saturated_fraction"u8)),
        Cut("in_footer_row_groups", good => InFooter(good, "saturated_fraction"u8, times: 2)),
        Cut("in_manifest", good => InFooter(good, "\"layers\""u8)),
        Cut("in_checksum_keys", good => InFooter(good, "trainrecorder.chunks.crc32c"u8) + 40),
        Cut("before_tail", good => good.Length - 8),
        Cut("between_length_and_magic", good => good.Length - 4),
        Cut("in_last_magic", good => good.Length - 2),
        Flipped("page_header", good => Offset(good, 1, 2) + 2) with { Column = "elapsed_seconds" },
        Flipped("levels", good => Offset(good, 1, 3) + 20) with { Column = "train.loss" },
        Flipped("values", good => Offset(good, 2, 0) - 10) with { Column = "output.summary" },
        Flipped("footer_schema", good => InFooter(good, "saturated_fraction"u8)),
        Flipped("footer_row_groups", good => InFooter(good, "saturated_fraction"u8, times: 2)),
        Flipped("manifest", good => InFooter(good, "\"layers\""u8)),
        Flipped("format_version", good => InFooter(good, "format_version\": 1"u8) + "format_version\": ".Length),
        Flipped("manifest_checksum", good => InFooter(good, "trainrecorder.manifest.crc32c"u8) + "trainrecorder.manifest.crc32c".Length + 4),
        Flipped("chunk_checksums", good => InFooter(good, "trainrecorder.chunks.crc32c"u8) + "trainrecorder.chunks.crc32c".Length + 20),
        Flipped("footer_checksum", good => InFooter(good, "trainrecorder.footer.crc32c"u8) + "trainrecorder.footer.crc32c".Length + 4),

        // Changes nothing that a reader looks at: only the footer's checksum tells.
        Flipped("name_of_the_software", good => InFooter(good, "TrainRecorder.Recording version"u8)),
        new("wrong_first_magic", RecordingFault.Foreign, good => [.. "PARX"u8, .. good[4..]]),
        new("wrong_last_magic", RecordingFault.Truncated, good => [.. good[..^4], .. "PARX"u8]),
        new("footer_longer_than_file", RecordingFault.Damaged, good => FooterLength(good, int.MaxValue)),
        new("footer_of_unsigned_length", RecordingFault.Damaged, good => FooterLength(good, -1)),
        new("footer_shorter_than_it_is", RecordingFault.Damaged, good => FooterLength(good, good.Length - ForgedFile.FooterStart(good) - 108)),
        new("bytes_behind_footer", RecordingFault.Damaged, good => FooterLength([.. good[..^8], 0, .. good[^8..]], good.Length - ForgedFile.FooterStart(good) - 7)),
        new("bytes_between_data_and_footer", RecordingFault.Damaged, good => [.. good[..ForgedFile.FooterStart(good)], 0, .. good[ForgedFile.FooterStart(good)..]]),
    ];

    private static DamagedCase Cut(string where, Func<byte[], int> place) => new($"cut_{where}", RecordingFault.Truncated, good => good[..place(good)]);

    private static DamagedCase Flipped(string where, Func<byte[], int> place) => new($"flipped_bit_in_{where}", RecordingFault.Damaged, good =>
    {
        byte[] bytes = [.. good];
        bytes[place(good)] ^= 4;
        return bytes;
    });

    private static int Offset(byte[] good, int group, int column)
    {
        int offset = 0;
        ForgedFile.Of(good, file => offset = (int)file.Chunks[group][column].Metadata.Number(9));
        return offset;
    }

    /// <summary>Where a text stands in the footer, the first time or a later one.</summary>
    private static int InFooter(byte[] good, ReadOnlySpan<byte> text, int times = 1)
    {
        int place = ForgedFile.FooterStart(good) - 1;
        for (int i = 0; i < times; i++)
        {
            int next = good.AsSpan(place + 1).IndexOf(text);
            Assert.True(next >= 0, "the text is not there");
            place += 1 + next;
        }

        return place;
    }

    private static byte[] FooterLength(byte[] good, int length) => [.. good[..^8], .. BitConverter.GetBytes(length), .. good[^4..]];
}
