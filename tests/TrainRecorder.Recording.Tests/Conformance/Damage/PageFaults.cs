using System.Buffers.Binary;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>Pages that are not what the format asks for, with checksums that are right. The file opens well; who reads the column meets the fault.</summary>
internal static class PageFaults
{
    private const short PageType = 1, RawSize = 2, Data = 5;
    private const short Encoding = 2, DefinitionEncoding = 3, RepetitionEncoding = 4;
    private const int Zstandard = 6, MostBlock = 1 << 17;

    // Two rows that both have a value; but of the findings only the second has one.
    private const string Loss = "train.loss", Weight = "hidden1.weight", Findings = "findings";

    public static IEnumerable<DamagedCase> Cases { get; } =
    [
        Page(Loss, "of_a_dictionary", chunk => chunk.Header.Set(PageType, 2)),
        Page(Loss, "of_version_2", chunk => chunk.Header.Set(PageType, 3)),
        Page(Loss, "without_data_header", chunk => chunk.Header.Remove(Data)),
        Page(Loss, "twice", chunk => chunk.Behind = chunk.ToBytes(4)),
        Page(Loss, "with_bytes_behind", chunk => chunk.Behind = [0]),
        Page(Loss, "of_plain_doubles", chunk => SetEncoding(chunk, 0)),
        Page(Weight, "of_plain_floats", chunk => SetEncoding(chunk, 0)),
        Page("step", "of_split_integers", chunk => SetEncoding(chunk, 9)),
        Page(Loss, "of_bit_packed_levels", chunk => chunk.Header.Struct(Data).Set(DefinitionEncoding, 4)),
        Page(Weight, "of_bit_packed_repetition", chunk => chunk.Header.Struct(Data).Set(RepetitionEncoding, 4)),
        Page(Loss, "of_negative_size", chunk => chunk.Header.Set(RawSize, -1)),
        Page(Loss, "larger_than_its_shape", chunk => chunk.Header.Set(RawSize, 4000)),
        Page(Weight, "of_a_gibibyte", chunk => chunk.Header.Set(RawSize, 1 << 30)),
        Page(Weight, "of_other_entries", chunk => chunk.SetEntries(15)),
        Page("step", "of_too_few_values", chunk => chunk.SetPage(chunk.Page[..8])),
        Page("step", "of_too_many_values", chunk => chunk.SetPage([.. chunk.Page, .. new byte[8]])),
        Page("step", "of_entries_that_are_no_rows", chunk => chunk.SetEntries(3)),
        Page(Weight, "of_half_a_value", chunk => chunk.SetPage(chunk.Page[..^2])),

        Levels(Loss, "bit_packed", [3, 3]),
        Levels(Loss, "in_split_runs", [2, 1, 2, 1]),
        Levels(Loss, "in_a_run_of_nothing", [4, 1, 0, 0]),
        Levels(Loss, "in_a_run_of_many_bytes", [0x84, 0, 1]),
        Levels(Loss, "of_another_level", [4, 2]),
        Levels(Loss, "of_too_few_rows", [2, 1]),
        Levels(Loss, "of_too_many_rows", [6, 1]),
        Levels(Loss, "cut_off", [4]),
        Page(Loss, "levels_longer_than_the_page", chunk => chunk.SetPage([200, 0, 0, 0, .. chunk.Page[4..]])),
        Page(Loss, "levels_of_negative_length", chunk => chunk.SetPage([0xFF, 0xFF, 0xFF, 0xFF, .. chunk.Page[4..]])),
        Page(Loss, "without_room_for_levels", chunk => chunk.SetPage(2, 0)),
        ListLevels("right_but_split_repetition", [2, 0, 6, 1, 8, 1, 2, 0, 14, 1], [32, 2]),
        ListLevels("right_but_split_definition", [2, 0, 14, 1, 2, 0, 14, 1], [16, 2, 16, 2]),
        ListLevels("of_rows_of_other_lengths", [2, 0, 12, 1, 2, 0, 16, 1], [32, 2]),
        ListLevels("of_an_empty_list", [2, 0, 14, 1, 2, 0, 14, 1], [16, 2, 2, 1, 14, 2]),

        Page(Findings, "of_text_that_is_no_utf8", chunk => chunk.SetPage([.. chunk.Page[..^2], 0xFF, 0x5D])),
        Page(Findings, "of_text_that_is_cut_off", chunk => chunk.SetPage(chunk.Page[..^1])),
        Page(Findings, "of_text_with_bytes_behind", chunk => chunk.SetPage([.. chunk.Page, 0])),
        Page(Findings, "of_text_of_negative_length", chunk => SetTextLength(chunk, -1)),
        Page(Findings, "of_text_without_length", chunk => chunk.SetPage(chunk.Page[..(4 + LevelsOf(chunk) + 2)])),
        OneRow(Findings, "of_text_above_16_mib", epoch: 1, file => SetText(file.Chunk(Findings), Limits.TextBytes + 1)),

        Page(Weight, "no_frame", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, [.. new byte[40]])),
        Page(Weight, "frame_without_size", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, Frame(null, Raw(chunk.Page)))),
        Page(Weight, "frame_of_another_size", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, Frame(chunk.Page.Length + 1, Raw(chunk.Page)))),
        Page(Weight, "frame_of_a_gibibyte", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, Frame(1 << 30, Bomb()))),
        Page(Weight, "two_frames", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, [.. Frame(8, Raw(chunk.Page[..8])), .. Frame(chunk.Page.Length - 8, Raw(chunk.Page[8..]))])),
        Page(Weight, "frame_and_an_empty_one", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, [.. Frame(chunk.Page.Length, Raw(chunk.Page)), .. Frame(0, Raw([]))])),
        Page(Weight, "frame_with_bytes_behind", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, [.. Frame(chunk.Page.Length, Raw(chunk.Page)), 0])),
        Page(Weight, "frame_cut_off", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, Frame(chunk.Page.Length, Raw(chunk.Page))[..^3])),
        Page(Weight, "bomb", chunk => chunk.SetStored(Zstandard, 1 << 30, Frame(1 << 30, Bomb()))),
        Page(Weight, "bomb_that_says_less", chunk => chunk.SetStored(Zstandard, chunk.Page.Length, Frame(chunk.Page.Length, Bomb()))),
        OneRow(Weight, "bomb_of_few_bytes", epoch: 0, file =>
        {
            // What is announced has room in the shape: only that so few bytes cannot hold it keeps a reader from taking the memory.
            file.Replace("\"shape\": [ 4, 2 ]", "\"shape\": [ 65536, 4096 ]");
            ForgedChunk chunk = file.Chunk(Weight);
            chunk.SetEntries(Limits.TensorValues);
            chunk.SetStored(Zstandard, 1 << 30, Frame(1 << 30, [.. Repeated(isLast: false), .. Raw([])]));
        }),
        Changed(Weight, "above_4_mib_of_two_rows", file =>
        {
            file.Replace("\"shape\": [ 4, 2 ]", "\"shape\": [ 1024, 1024 ]");
            ForgedChunk chunk = file.Chunk(Weight);
            chunk.SetEntries(2 << 20);
            byte[] row = [2, 0, 0xFE, 0xFF, 0x7F, 1];
            byte[] page = [12, 0, 0, 0, .. row, .. row, 5, 0, 0, 0, 0x80, 0x80, 0x80, 2, 2, .. new byte[8 << 20]];
            chunk.SetStored(Zstandard, page.Length, Compressed(page));
        }),
    ];

    /// <summary>What only those meet who read the whole file: one column contradicts the footer, or all together are too large.</summary>
    public static IEnumerable<DamagedCase> OfTheWhole { get; } =
    [
        Page("epoch", "of_epochs_other_than_the_statistics", chunk => chunk.SetPage([.. chunk.Page[..4], 7, 0, 0, 0])) with { IsOfTheWhole = true },
        Changed(Findings, "above_4_mib_of_all_columns", file =>
        {
            // Two rows with a byte of text too many; each column by itself is within the limit.
            SetText(file.Chunk(Findings), Limits.GroupBytes - (2 * Limits.RowBytes) - ListsOf(file) + 1);
        }) with { IsOfTheWhole = true },
    ];

    private static DamagedCase Page(string column, string name, Action<ForgedChunk> change) =>
        new($"page_{name}", RecordingFault.Damaged, good => ForgedFile.Of(good, file => change(file.Chunk(column)))) { Column = column };

    private static DamagedCase OneRow(string column, string name, int epoch, Action<ForgedFile> change) =>
        new($"page_{name}", RecordingFault.Damaged, _ => ForgedFile.Of(PackedFile.Of(SampleRecording.Small(), epoch, 1), change)) { Column = column };

    private static DamagedCase Changed(string column, string name, Action<ForgedFile> change) =>
        new($"page_{name}", RecordingFault.Damaged, good => ForgedFile.Of(good, change)) { Column = column };

    private static DamagedCase Levels(string column, string name, byte[] levels) =>
        Page(column, $"levels_{name}", chunk => chunk.SetPage([(byte)levels.Length, 0, 0, 0, .. levels, .. chunk.Page[(4 + LevelsOf(chunk))..]]));

    /// <summary>Two rows of eight floats.</summary>
    private static DamagedCase ListLevels(string name, byte[] repetition, byte[] definition) => Page(Weight, $"levels_{name}", chunk =>
    {
        byte[] good = chunk.Page;
        chunk.SetPage([(byte)repetition.Length, 0, 0, 0, .. repetition, (byte)definition.Length, 0, 0, 0, .. definition, .. good[^64..]]);
    });

    private static void SetEncoding(ForgedChunk chunk, int encoding)
    {
        chunk.Header.Struct(Data).Set(Encoding, encoding);
        chunk.Metadata.List(2)[^1] = (long)encoding;
    }

    /// <summary>Bytes of the first part of levels, without its length.</summary>
    private static int LevelsOf(ForgedChunk chunk) => BinaryPrimitives.ReadInt32LittleEndian(chunk.Page);

    private static void SetTextLength(ForgedChunk chunk, int length)
    {
        byte[] page = chunk.Page;
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(4 + LevelsOf(chunk)), length);
        chunk.SetPage(page);
    }

    /// <summary>A text of so many spaces and an empty list in place of the one that is there.</summary>
    private static void SetText(ForgedChunk chunk, int bytes)
    {
        byte[] text = [.. Enumerable.Repeat((byte)' ', bytes - 2), .. "[]"u8];
        byte[] page = [.. chunk.Page[..(4 + LevelsOf(chunk))], .. BitConverter.GetBytes(bytes), .. text];
        chunk.SetStored(Zstandard, page.Length, Compressed(page));
    }

    /// <summary>What the lists of the first row group count.</summary>
    private static int ListsOf(ForgedFile file) => file.Chunks[0].Where(chunk => chunk.Metadata.List(3).Count == 4).Sum(ValuesOf);

    private static int ValuesOf(ForgedChunk chunk)
    {
        int repetition = 4 + LevelsOf(chunk);
        return chunk.Page.Length - repetition - 4 - BinaryPrimitives.ReadInt32LittleEndian(chunk.Page.AsSpan(repetition));
    }

    private static byte[] Compressed(byte[] page)
    {
        using ZstdSharp.Compressor compressor = new(1);
        return compressor.Wrap(page).ToArray();
    }

    /// <summary>A frame of these blocks: a single segment that says its size, or one with a window of 16 MiB that does not.</summary>
    private static byte[] Frame(int? size, byte[] blocks) => [0x28, 0xB5, 0x2F, 0xFD, .. size is int content ? [0xA0, .. BitConverter.GetBytes(content)] : (byte[])[0x00, 0x70], .. blocks];

    private static byte[] Raw(byte[] page) => [.. BitConverter.GetBytes((page.Length << 3) | 1)[..3], .. page];

    /// <summary>A gibibyte of zeros: 8192 blocks of a byte that is repeated 131,072 times.</summary>
    private static byte[] Bomb() => [.. Enumerable.Repeat(Repeated(isLast: false), ((1 << 30) / MostBlock) - 1).SelectMany(block => block), .. Repeated(isLast: true)];

    private static byte[] Repeated(bool isLast) => [.. BitConverter.GetBytes((MostBlock << 3) | 2 | (isLast ? 1 : 0))[..3], 0];
}
