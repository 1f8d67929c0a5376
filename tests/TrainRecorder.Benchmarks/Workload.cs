using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Benchmarks;

/// <summary>Recordings like those of real training: normal weights that drift a little from epoch to epoch, ReLU activations, half of them zero.</summary>
internal sealed class Workload
{
    /// <summary>
    /// How many epochs of [1000,300,50] are written where writing is compared: 98 MB of floats. A segment closes at 32 MiB, which is the 21st epoch;
    /// with 20 none would close but the last, and what closing costs, two syncs and a checksum of all, would hardly be noticed.
    /// </summary>
    public const int SeveralSegments = 60;

    private readonly float[][][] _values;

    /// <param name="variants">How many different epochs there are before they repeat: in a row group none must be twice.</param>
    public Workload(int[] shape, int probeSamples, int variants = 6)
    {
        Manifest = Describe(shape, probeSamples);
        Schema = RecordingSchema.FromManifest(Manifest);
        Random random = new(7);
        float[]?[] start = [.. Schema.Columns.Select(column => column.Info.Type == "list<float>" ? Normal(random, column.Length, 0.05f) : null)];
        _values = [.. Enumerable.Range(0, variants).Select(_ => Schema.Columns.Select(column => Drift(random, column, start[column.Index])).ToArray())];
    }

    public Manifest Manifest { get; }

    public RecordingSchema Schema { get; }

    /// <summary>How many different epochs there are before they repeat.</summary>
    public int Variants => _values.Length;

    /// <summary>Raw bytes of an epoch after the first.</summary>
    public long EpochBytes => Floats(1).Sum(column => column.Values.Length * 4L);

    /// <summary>The float columns that are recorded at an epoch.</summary>
    public IEnumerable<(RecordingColumn Column, float[] Values)> Floats(int epoch) =>
        from column in Schema.Columns
        where column.Info.Type == "list<float>" && column.Schedule.IsDue(epoch, 0, int.MaxValue)
        select (column, _values[epoch % _values.Length][column.Index]);

    public void Fill(EpochRow row, int epoch)
    {
        row.Epoch = epoch;
        row.Step = epoch * 100L;
        row.ElapsedSeconds = epoch * 0.25;
        foreach (RecordingColumn column in Schema.Columns)
        {
            if (column.Info.Type == "double" && column.Path.Contains('.', StringComparison.Ordinal))
            {
                row.Set(column, 1.0 / (epoch + column.Index));
            }
            else if (column.Info.Type == "list<double>")
            {
                Span<double> statistics = row.Doubles(column);
                for (int i = 0; i < statistics.Length; i++)
                {
                    statistics[i] = Math.Sqrt((epoch * 31) + i);
                }
            }
        }

        foreach ((RecordingColumn column, float[] values) in Floats(epoch))
        {
            values.CopyTo(row.Floats(column));
        }
    }

    /// <param name="folder">Of the live recording.</param>
    /// <param name="epochs">How many to write.</param>
    /// <param name="first">The first of them; those before it were written by an earlier call.</param>
    /// <returns>The paths of the segments.</returns>
    public async Task<List<string>> WriteAsync(string folder, int epochs, int first = 0)
    {
        List<string> segments = [];
        await using RecordingWriter writer = RecordingWriter.Create(folder, Manifest, new WriterOptions
        {
            SegmentClosed = (segment, _, _) =>
            {
                segments.Add(Path.Combine(folder, segment.File));
                return ValueTask.CompletedTask;
            },
        });
        for (int epoch = first; epoch < first + epochs; epoch++)
        {
            EpochRow row = writer.Rent();
            Fill(row, epoch);
            writer.Write(row);
        }

        await writer.CompleteAsync();
        return segments;
    }

    public async Task<SealedFile> SealAsync(string folder, int epochs)
    {
        List<string> segments = await WriteAsync(Path.Combine(folder, "live"), epochs);
        SealedFile file = await Sealer.SealAsync(segments, Path.Combine(folder, "run.parquet"));
        Directory.Delete(Path.Combine(folder, "live"), recursive: true);
        return file;
    }

    private static Manifest Describe(int[] shape, int probeSamples)
    {
        List<LayerRecord> layers = [new(new LayerInfo { Name = "input", Kind = "input", Shape = { shape[0] } }, null, null, shape[0], Saturation: false)];
        for (int i = 1; i < shape.Length; i++)
        {
            bool isLast = i == shape.Length - 1;
            LayerInfo layer = new() { Name = isLast ? "output" : $"hidden{i}", Kind = "dense", Shape = { shape[i] }, Activation = isLast ? "softmax" : "relu" };
            layers.Add(new LayerRecord(layer, [shape[i], shape[i - 1]], [shape[i]], shape[i], Saturation: !isLast));
        }

        Manifest manifest = new() { FormatVersion = 1, Run = "runs/benchmark", Layers = { layers.Select(layer => layer.Layer) } };
        manifest.Columns.Add(StandardColumns.For(layers, ["accuracy"], probeSamples));
        return manifest;
    }

    private static float[] Drift(Random random, RecordingColumn column, float[]? start)
    {
        if (start is null)
        {
            return [];
        }

        float[] values = Normal(random, start.Length, 0.001f);
        bool isActivation = column.Path.EndsWith("activation", StringComparison.Ordinal);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += start[i];
            values[i] = isActivation ? Math.Max(0, values[i]) : values[i];
        }

        return values;
    }

    private static float[] Normal(Random random, int count, float deviation)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            // Box & Muller 1958.
            values[i] = deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
