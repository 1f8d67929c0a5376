using System.Buffers.Binary;
using System.Text;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Thrift;
using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>A file that a reader must refuse.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Fault">What the reader must say.</param>
/// <param name="Make">Makes its bytes from those of a good file.</param>
internal sealed record DamagedCase(string Name, RecordingFault Fault, Func<byte[], byte[]> Make)
{
    /// <summary>The footer is good: the fault is met when the data is read.</summary>
    public bool OpensWell { get; init; }
}

/// <summary>Damaged, cut, foreign, newer and lying files. Where a file lies, its checksums are right: a checksum keeps no liar out.</summary>
internal static class DamagedCorpus
{
    private static readonly Manifest _manifest = SampleRecording.Small().Manifest;

    public static IReadOnlyList<DamagedCase> Cases { get; } =
    [
        new("empty_file", RecordingFault.Truncated, _ => []),
        new("cut_in_magic", RecordingFault.Foreign, good => good[..3]),
        new("cut_after_magic", RecordingFault.Truncated, good => good[..4]),
        new("cut_in_page_header", RecordingFault.Truncated, good => good[..12]),
        new("cut_in_data", RecordingFault.Truncated, good => good[..(FooterStart(good) / 2)]),
        new("cut_before_footer", RecordingFault.Truncated, good => good[..FooterStart(good)]),
        new("cut_in_footer", RecordingFault.Truncated, good => good[..(FooterStart(good) + 1000)]),
        new("cut_in_tail", RecordingFault.Truncated, good => good[..^3]),
        new("flipped_bit_in_page_header", RecordingFault.Damaged, good => Flip(good, 6)) { OpensWell = true },
        new("flipped_bit_in_data", RecordingFault.Damaged, good => Flip(good, FooterStart(good) / 2)) { OpensWell = true },
        new("flipped_bit_in_footer_schema", RecordingFault.Damaged, good => Flip(good, FooterStart(good) + 40)),
        new("flipped_bit_in_footer_offsets", RecordingFault.Damaged, good => Flip(good, FooterStart(good) + 2000)),
        new("flipped_bit_in_manifest", RecordingFault.Damaged, good => Flip(good, good.AsSpan().IndexOf("probe_samples\""u8) is var i and > 0 ? i : good.Length - 3000)),
        new("flipped_bit_in_version", RecordingFault.Damaged, good => Flip(good, good.AsSpan().IndexOf("format_version\": 1"u8) + "format_version\": ".Length)),
        new("wrong_magic", RecordingFault.Foreign, good => [.. "PARX"u8, .. good[4..]]),
        new("wrong_magic_at_end", RecordingFault.Truncated, good => [.. good[..^4], .. "PARX"u8]),
        new("footer_longer_than_file", RecordingFault.Damaged, good => FooterLength(good, int.MaxValue)),
        new("footer_shorter_than_it_is", RecordingFault.Damaged, good => FooterLength(good, good.Length - FooterStart(good) - 108)),
        new("bytes_between_data_and_footer", RecordingFault.Damaged, good => [.. good[..FooterStart(good)], 0, .. good[FooterStart(good)..]]),
        new("foreign_parquet", RecordingFault.Foreign, good => Replace(good, "trainrecorder.manifest"u8, "someoneelse.s.manifest"u8)),
        new("newer_version", RecordingFault.Newer, _ => Empty(manifest => manifest.FormatVersion = 2)),
        new("newer_version_of_other_structure", RecordingFault.Newer, _ => Empty(manifest => manifest.FormatVersion = 2, SampleRecording.Small().Manifest.Columns.Take(5))),
        new("must_understand", RecordingFault.Newer, _ => Empty(manifest => manifest.Extensions.Add(new Extension { Name = "example.unheard_of", MustUnderstand = true }))),
        new("version_zero", RecordingFault.Damaged, _ => Empty(manifest => manifest.FormatVersion = 0)),
        new("manifest_no_json", RecordingFault.Damaged, _ => Forge("not json"u8.ToArray())),
        new("manifest_no_utf8", RecordingFault.Damaged, _ => Forge([0x7B, 0xFF, 0xFE, 0x7D])),
        new("manifest_bomb_of_depth", RecordingFault.Damaged, _ => Forge(Encoding.UTF8.GetBytes($"{{\"x\":{new string('[', 100_000)}{new string(']', 100_000)}}}"))),
        new("manifest_bomb_of_size", RecordingFault.Damaged, _ => Forge(Encoding.UTF8.GetBytes($"{{\"run\":\"{new string('x', Limits.ManifestBytes)}\"}}"))),
        new("manifest_of_other_columns", RecordingFault.Damaged, _ => Empty(_ => { }, SampleRecording.Small().Manifest.Columns.Take(5))),
        new("shape_too_large", RecordingFault.Damaged, _ => Forge(Json(manifest => manifest.Columns.Single(column => column.Path == "hidden1.weight").Shape[0] = int.MaxValue))),
        new("shape_overflows", RecordingFault.Damaged, _ => Forge(Json(manifest =>
        {
            ColumnInfo weight = manifest.Columns.Single(column => column.Path == "hidden1.weight");
            weight.Shape[0] = 1 << 16;
            weight.Shape[1] = 1 << 16;
        }))),
        new("compression_bomb", RecordingFault.Damaged, _ => Lie(raw: 1 << 30, entries: 1 << 28)) { OpensWell = true },
        new("page_larger_than_its_shape", RecordingFault.Damaged, _ => Lie(raw: 4000, entries: 8)) { OpensWell = true },
        new("page_of_negative_size", RecordingFault.Damaged, _ => Lie(raw: -20, entries: 8)) { OpensWell = true },
        new("page_of_other_entries", RecordingFault.Damaged, _ => Lie(raw: 46, entries: 7)) { OpensWell = true },
    ];

    public static string File(string folder, DamagedCase entry) => Path.Combine(folder, $"{entry.Name}.parquet");

    public static async Task WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        CorpusCase source = new("good", SampleRecording.Small(), 4);
        await Corpus.WriteAsync(folder, source);
        byte[] good = await System.IO.File.ReadAllBytesAsync(Corpus.File(folder, source));
        foreach (DamagedCase entry in Cases)
        {
            await System.IO.File.WriteAllBytesAsync(File(folder, entry), entry.Make(good));
            await System.IO.File.WriteAllTextAsync(Path.ChangeExtension(File(folder, entry), ".json"), $$"""{"fault":"{{entry.Fault}}","opens":{{(entry.OpensWell ? "true" : "false")}}}""");
        }
    }

    private static int FooterStart(byte[] good) => good.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(good.AsSpan(good.Length - 8));

    private static byte[] Flip(byte[] good, int at)
    {
        byte[] bytes = [.. good];
        bytes[at] ^= 4;
        return bytes;
    }

    private static byte[] FooterLength(byte[] good, int length)
    {
        byte[] bytes = [.. good];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - 8), length);
        return bytes;
    }

    private static byte[] Replace(byte[] good, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        byte[] bytes = [.. good];
        for (int at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
        {
            replacement.CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private static byte[] Json(Action<Manifest> change)
    {
        Manifest manifest = _manifest.Clone();
        change(manifest);
        return ManifestJson.Format(manifest);
    }

    /// <summary>A recording without epochs whose manifest was changed; its columns may be others than those of the file.</summary>
    private static byte[] Empty(Action<Manifest> change, IEnumerable<ColumnInfo>? columns = null) => Forge(Json(manifest =>
    {
        change(manifest);
        if (columns is not null)
        {
            ColumnInfo[] other = [.. columns];
            manifest.Columns.Clear();
            manifest.Columns.Add(other);
        }
    }));

    /// <summary>A file with this manifest, whatever it is, and good checksums.</summary>
    private static byte[] Forge(byte[] manifest, Action<ParquetFileWriter>? write = null)
    {
        Bytes file = new();
        using ParquetFileWriter writer = new(RecordingSchema.FromManifest(_manifest), manifest, file);
        write?.Invoke(writer);
        writer.Finish();
        return file.ToArray();
    }

    /// <summary>One epoch; the page header of hidden1.weight, [4, 2], says what is not so, and the footer agrees with it.</summary>
    private static byte[] Lie(int raw, int entries) => Forge(ManifestJson.Format(_manifest), writer =>
    {
        using ChunkEncoder encoder = new();
        GroupInfo group = new(0, 1);
        writer.BeginGroup();
        foreach (RecordingColumn column in RecordingSchema.FromManifest(_manifest).Columns)
        {
            if (column.Path == "hidden1.weight")
            {
                WriteLie(writer, group, raw, entries);
            }
            else
            {
                writer.WriteChunk(encoder.Encode(Row(column)), group);
            }
        }

        writer.EndGroup(group);
    });

    private static ColumnBuffer Row(RecordingColumn column)
    {
        ColumnBuffer buffer = new(column);
        switch (column.Index)
        {
            case 0: buffer.Append(0); break;
            case 1: buffer.Append([0L]); break;
            case 2: buffer.Append([0.0]); break;
            default: buffer.AppendNull(); break;
        }

        return buffer;
    }

    private static void WriteLie(ParquetFileWriter writer, GroupInfo group, int raw, int entries)
    {
        // What it is, is right: levels of one row of eight values, and the values.
        byte[] page = [4, 0, 0, 0, 2, 0, 14, 1, 2, 0, 0, 0, 16, 2, .. new byte[32]];
        ThriftWriter header = new();
        new PageHeader(raw, page.Length, entries, ParquetConstants.EncodingByteStreamSplit).Write(header);
        int uncompressed = Math.Max(1, header.Length + raw);
        writer.WriteChunk(
            new EncodedChunk(header.Written, page, new ChunkForm(entries, ParquetConstants.EncodingByteStreamSplit, ParquetConstants.CodecUncompressed, uncompressed)), group);
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
