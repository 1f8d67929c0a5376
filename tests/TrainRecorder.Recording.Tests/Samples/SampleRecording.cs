using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>Recordings whose every value follows from the epoch and the column, so that what is read can be compared with what was written.</summary>
internal sealed class SampleRecording
{
    public SampleRecording(params int[] shape)
    {
        List<LayerRecord> layers = [new(new LayerInfo { Name = "input", Kind = "input", Shape = { shape[0] }, Title = "Input Layer" }, null, null, shape[0], Saturation: false)];
        for (int i = 1; i < shape.Length; i++)
        {
            bool isLast = i == shape.Length - 1;
            LayerInfo layer = new() { Name = isLast ? "output" : $"hidden{i}", Kind = "dense", Shape = { shape[i] }, Activation = isLast ? "softmax" : "tanh" };
            layers.Add(new LayerRecord(layer, [shape[i], shape[i - 1]], [shape[i]], shape[i], Saturation: !isLast));
        }

        Manifest = new Manifest { FormatVersion = 1, Run = "runs/sample", Software = "tests", Layers = { layers.Select(layer => layer.Layer) } };
        Manifest.Columns.Add(StandardColumns.For(layers, ["accuracy"], 3));
    }

    public SampleRecording(Manifest manifest) => Manifest = manifest;

    public Manifest Manifest { get; }

    /// <summary>Whether a column has a value at an epoch. By default what its schedule says.</summary>
    public Func<ColumnInfo, int, bool> IsRecorded { get; init; } = (column, epoch) => column.Schedule switch
    {
        "first" => epoch == 0,
        "never" => false,
        _ => true,
    };

    public static SampleRecording Small() => new(2, 4, 3);

    /// <summary>The value at an index: every bit of it matters, some of the first are not finite.</summary>
    public static float Value(string path, int epoch, int index)
    {
        uint hash = Hash(path, epoch, index);
        return (index < 4000 ? hash % 61 : 61) switch
        {
            // NaNs of every kind: of both signs, quiet and signalling, with a payload.
            0 => BitConverter.UInt32BitsToSingle((hash & 0x807F_FFFF) | 0x7F80_0001),
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            3 => -0f,
            4 => float.Epsilon,
            // Like trained weights: any mantissa and sign, a few exponents.
            _ => BitConverter.UInt32BitsToSingle((hash & 0x807F_FFFF) | ((118 + ((hash >> 23) & 7)) << 23)),
        };
    }

    /// <summary>The value at an index; every seventh is a NaN of some kind.</summary>
    public static double DoubleValue(string path, int epoch, int index)
    {
        ulong hash = Hash(path, epoch, index);
        return hash % 7 == 0 ? BitConverter.UInt64BitsToDouble((hash << 32) | hash | 0x7FF0_0000_0000_0001) : hash / 3.0;
    }

    public static long IntegerValue(string path, int epoch, int index) => ((long)Hash(path, epoch, index) << 20) - index;

    public static string? Findings(int epoch) => epoch % 3 == 1
        ? $$"""[{"rule":"dead_units","epoch":{{epoch}},"layer":"hidden1","units":[0,2],"value":0.5,"threshold":0.1,"advice":"σ of epoch {{epoch}} — ✓"}]"""
        : null;

    public void Fill(EpochRow row, RecordingSchema schema, int epoch)
    {
        row.Epoch = epoch;
        row.Step = epoch * 40L;
        row.ElapsedSeconds = epoch * 0.25;
        row.Findings = Findings(epoch);
        foreach (RecordingColumn column in schema.Columns.Skip(3).Where(column => IsRecorded(column.Info, epoch)))
        {
            switch (column.Info.Type)
            {
                case "double":
                    row.Set(column, DoubleValue(column.Path, epoch, 0));
                    break;
                case "list<float>":
                    Span<float> floats = row.Floats(column);
                    for (int i = 0; i < floats.Length; i++)
                    {
                        floats[i] = Value(column.Path, epoch, i);
                    }

                    break;
                case "list<double>":
                    Span<double> doubles = row.Doubles(column);
                    for (int i = 0; i < doubles.Length; i++)
                    {
                        doubles[i] = DoubleValue(column.Path, epoch, i);
                    }

                    break;
                case "list<int64>":
                    Span<long> integers = row.Integers(column);
                    for (int i = 0; i < integers.Length; i++)
                    {
                        integers[i] = IntegerValue(column.Path, epoch, i);
                    }

                    break;
            }
        }
    }

    /// <summary>Writes epochs <paramref name="first"/> to <paramref name="last"/>.</summary>
    public async Task<List<Segment>> WriteAsync(string folder, int first, int last, WriterOptions? options = null)
    {
        List<Segment> segments = [];
        options ??= new WriterOptions();
        WriterOptions counted = new()
        {
            Attempt = options.Attempt,
            SegmentBytes = options.SegmentBytes,
            // Where segments end hangs on what is written alone, however slow the machine is.
            SegmentAge = TimeSpan.FromHours(1),
            BufferedRows = options.BufferedRows,
            TimeProvider = options.TimeProvider,
            FileSystem = options.FileSystem,
            BeforeWrite = options.BeforeWrite,
            SegmentClosed = async (segment, row, cancellation) =>
            {
                segments.Add(segment);
                if (options.SegmentClosed is not null)
                {
                    await options.SegmentClosed(segment, row, cancellation);
                }
            },
        };
        await using RecordingWriter writer = RecordingWriter.Create(folder, Manifest, counted);
        for (int epoch = first; epoch <= last; epoch++)
        {
            EpochRow row = writer.Rent();
            Fill(row, writer.Schema, epoch);
            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();
        return segments;
    }

    /// <summary>Writes epochs 0 to <paramref name="last"/> and seals them.</summary>
    public async Task<SealedFile> SealAsync(TemporaryFolder folder, int last, string name = "run.parquet", WriterOptions? options = null)
    {
        string live = folder[$"{name}.live"];
        List<Segment> segments = await WriteAsync(live, 0, last, options);
        return await Sealer.SealAsync([.. segments.Select(segment => Path.Combine(live, segment.File))], folder[name]).Soon();
    }

    /// <summary>Asserts that a recording holds exactly what <see cref="Fill"/> wrote.</summary>
    public async Task AssertHoldsAsync(RecordingReader reader, int first, int last)
    {
        Assert.Equal(Enumerable.Range(first, last - first + 1), reader.Epochs);
        await AssertEpochsAsync(reader, first, last);
        Assert.Equal(reader.Epochs.Select(epoch => epoch * 40.0), await reader.ReadScalarsAsync("step").Soon());
        Assert.Equal(reader.Epochs.Select(epoch => epoch * 0.25), await reader.ReadScalarsAsync("elapsed_seconds").Soon());
        Assert.Equal(reader.Epochs.Select(epoch => (double)epoch), await reader.ReadScalarsAsync("epoch").Soon());
        Assert.Equal(
            reader.Epochs.Select(epoch => BitConverter.DoubleToInt64Bits(Canonical(DoubleValue("train.loss", epoch, 0)))),
            (await reader.ReadScalarsAsync("train.loss").Soon()).Select(value => BitConverter.DoubleToInt64Bits(Canonical(value))));
    }

    /// <summary>Asserts that epochs of a recording, among others, have every list and text that <see cref="Fill"/> wrote.</summary>
    public async Task AssertEpochsAsync(RecordingReader reader, int first, int last)
    {
        foreach (RecordingColumn column in reader.Schema.Columns)
        {
            for (int epoch = first; epoch <= last; epoch++)
            {
                await AssertColumnAsync(reader, column, epoch);
            }
        }
    }

    public static float Canonical(float value) => float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7FC00000) : value;

    public static double Canonical(double value) => double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(0x7FF8000000000000) : value;

    private async Task AssertColumnAsync(RecordingReader reader, RecordingColumn column, int epoch)
    {
        bool isRecorded = IsRecorded(column.Info, epoch);
        switch (column.Info.Type)
        {
            case "list<float>":
                float[]? floats = await reader.ReadFloatsAsync(column.Path, epoch).Soon();
                float[]? expected = isRecorded ? [.. Enumerable.Range(0, column.Length).Select(i => Canonical(Value(column.Path, epoch, i)))] : null;
                Assert.Equal(expected?.Select(BitConverter.SingleToInt32Bits), floats?.Select(BitConverter.SingleToInt32Bits));
                break;
            case "list<double>":
                double[]? doubles = await reader.ReadDoublesAsync(column.Path, epoch).Soon();
                double[]? expectedDoubles = isRecorded ? [.. Enumerable.Range(0, column.Length).Select(i => Canonical(DoubleValue(column.Path, epoch, i)))] : null;
                Assert.Equal(expectedDoubles?.Select(BitConverter.DoubleToInt64Bits), doubles?.Select(BitConverter.DoubleToInt64Bits));
                break;
            case "list<int64>":
                long[]? integers = await reader.ReadIntegersAsync(column.Path, epoch).Soon();
                Assert.Equal(isRecorded ? [.. Enumerable.Range(0, column.Length).Select(i => IntegerValue(column.Path, epoch, i))] : null, integers);
                break;
            case "string":
                Assert.Equal(Findings(epoch), await reader.ReadFindingsAsync(epoch).Soon());
                break;
        }
    }

    private static uint Hash(string path, int epoch, int index)
    {
        uint hash = 2166136261;
        foreach (char c in path)
        {
            hash = (hash ^ c) * 16777619;
        }

        hash = (hash ^ (uint)epoch) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13) ^ (uint)index) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
