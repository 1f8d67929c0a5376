using System.Runtime.InteropServices;
using System.Text.Json;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>What is in a recording, to the bit: for each column the list of its rows, each null, a text, or the base64 of its values' little-endian bytes.</summary>
internal sealed record RecordingContent(int Rows, Dictionary<string, List<string?>> Columns)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly JsonSerializerOptions _line = new(JsonSerializerDefaults.Web);

    public static RecordingContent Parse(string json) => JsonSerializer.Deserialize<RecordingContent>(json, _line)!;

    public static string Bytes<T>(params ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToBase64String(MemoryMarshal.AsBytes(values));

    /// <summary>What the samples say must be in a file; nothing of it has been through the library.</summary>
    public static RecordingContent Expected(CorpusCase entry)
    {
        Dictionary<string, List<string?>> columns = [];
        RecordingSchema schema = RecordingSchema.FromManifest(entry.Sample.Manifest);
        foreach (RecordingColumn column in schema.Columns)
        {
            columns[column.Path] = [.. Enumerable.Range(entry.FirstEpoch, entry.Epochs).Select(epoch => Expected(entry.Sample, column, epoch))];
        }

        return new RecordingContent(entry.Epochs, columns);
    }

    /// <summary>What our reader finds.</summary>
    public static async Task<RecordingContent> ReadAsync(RecordingReader reader)
    {
        Dictionary<string, List<string?>> columns = [];
        foreach (RecordingColumn column in reader.Schema.Columns)
        {
            List<string?> rows = columns[column.Path] = [];
            switch (column.Info.Type)
            {
                case "list<float>":
                    await foreach ((int _, float[]? values) in reader.ReadFloatsAsync(column.Path, new EpochRange(0, int.MaxValue)))
                    {
                        rows.Add(values is null ? null : Bytes<float>(values));
                    }

                    break;
                default:
                    foreach (int epoch in reader.Epochs)
                    {
                        rows.Add(await OneAsync(reader, column, epoch));
                    }

                    break;
            }
        }

        return new RecordingContent(reader.Epochs.Count, columns);
    }

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public void AssertSame(RecordingContent actual, string reader)
    {
        Assert.Equal(Rows, actual.Rows);
        Assert.Equal(Columns.Keys, actual.Columns.Keys);
        foreach ((string path, List<string?> rows) in Columns)
        {
            Assert.True(rows.Count == actual.Columns[path].Count, $"{reader} reads {actual.Columns[path].Count} rows of {path}, there are {rows.Count}");
            for (int i = 0; i < rows.Count; i++)
            {
                Assert.True(rows[i] == actual.Columns[path][i], $"{reader} reads other bits of {path} in row {i}: {rows[i]?[..Math.Min(80, rows[i]!.Length)]} is there, it has {actual.Columns[path][i]}");
            }
        }
    }

    private static async Task<string?> OneAsync(RecordingReader reader, RecordingColumn column, int epoch) => column.Info.Type switch
    {
        "list<double>" => await reader.ReadDoublesAsync(column.Path, epoch) is { } values ? Bytes<double>(values) : null,
        "list<int64>" => await reader.ReadIntegersAsync(column.Path, epoch) is { } values ? Bytes<long>(values) : null,
        "string" => await reader.ReadFindingsAsync(epoch),
        _ => await reader.ReadScalarAsync(column.Path, epoch) is double value
            ? column.Info.Type switch
            {
                "int32" => Bytes((int)value),
                "int64" => Bytes((long)value),
                _ => Bytes(value),
            }
            : null,
    };

    private static string? Expected(SampleRecording sample, RecordingColumn column, int epoch)
    {
        string path = column.Path;
        switch (path)
        {
            case "epoch": return Bytes(epoch);
            case "step": return Bytes(epoch * 40L);
            case "elapsed_seconds": return Bytes(epoch * 0.25);
            case "findings": return SampleRecording.Findings(epoch);
        }

        if (!sample.IsRecorded(column.Info, epoch))
        {
            return null;
        }

        IEnumerable<int> indexes = Enumerable.Range(0, column.Length);
        return column.Info.Type switch
        {
            "double" or "list<double>" => Bytes<double>([.. indexes.Select(i => SampleRecording.Canonical(SampleRecording.DoubleValue(path, epoch, i)))]),
            "list<int64>" => Bytes<long>([.. indexes.Select(i => SampleRecording.IntegerValue(path, epoch, i))]),
            _ => Bytes<float>([.. indexes.Select(i => Rounded(SampleRecording.Canonical(SampleRecording.Value(path, epoch, i)), column.Info.KeepMantissaBits))]),
        };
    }

    /// <summary>Rounding of mantissas written down once more, in double: the nearest of the two neighbours, the even one of a tie.</summary>
    private static float Rounded(float value, int keep)
    {
        if (keep is 0 or 23 || !float.IsFinite(value))
        {
            return value;
        }

        uint step = 1u << (23 - keep);
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint low = bits / step * step;
        (uint below, uint above) = (low, low + step);
        uint toBelow = bits - below, toAbove = above - bits;
        bool isEvenBelow = below / step % 2 == 0;
        uint nearest = toBelow < toAbove || (toBelow == toAbove && isEvenBelow) ? below : above;
        return float.IsFinite(BitConverter.UInt32BitsToSingle(nearest)) ? BitConverter.UInt32BitsToSingle(nearest) : BitConverter.UInt32BitsToSingle(below);
    }
}
