using System.Collections.Immutable;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>A folder that is removed with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"trainrecorder-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>What a run recorded: for each epoch the bytes of every column but <c>elapsed_seconds</c>, and the numbers reported.</summary>
internal sealed record Recorded(Manifest Manifest, IReadOnlyDictionary<string, object?>[] Rows, IReadOnlyList<EpochMetrics> Metrics)
{
    /// <summary>Why training ended early.</summary>
    public EarlyEnd? End { get; init; }

    /// <summary>All findings, as reported.</summary>
    public IEnumerable<Finding> Findings => Metrics.SelectMany(metrics => metrics.Findings);

    public float[] Floats(string path, int epoch) => (float[])Rows[epoch][path]!;

    public double Number(string path, int epoch) => (double)Rows[epoch][path]!;

    /// <summary>A number of the last epoch.</summary>
    public double Last(string path) => Number(path, Rows.Length - 1);

    public double Summary(string layer, string statistic, int epoch) =>
        ((double[])Rows[epoch][$"{layer}.summary"]!)[StandardColumns.SummaryStatistics.ToList().IndexOf(statistic)];

    /// <summary>A hash over all values of all rows.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in Rows)
        {
            foreach (var (path, value) in row.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(path));
                hash.AppendData(Bytes(value));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static byte[] Bytes(object? value) => value switch
    {
        null => [],
        double number => BitConverter.GetBytes(number),
        string text => System.Text.Encoding.UTF8.GetBytes(text),
        Array array => Copy(array),
        _ => throw new ArgumentException($"{value.GetType()} is no recorded value.", nameof(value)),
    };

    private static byte[] Copy(Array array)
    {
        var bytes = new byte[Buffer.ByteLength(array)];
        Buffer.BlockCopy(array, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}

/// <summary>Trains jobs into real recordings and reads these back.</summary>
internal static class TestRuns
{
    private static readonly Timestamp Created = new() { Seconds = 1_700_000_000 };

    /// <summary>A job given as JSON, resolved; DATASET stands for the dataset of <paramref name="file"/>.</summary>
    public static Job Resolve(string json, string? file = null, Action<Job>? change = null)
    {
        if (file is not null) json = json.Replace("DATASET", DataFiles.DatasetName(file), StringComparison.Ordinal);
        var table = file is null ? null : TableInspector.Inspect(file, "csv").Schema;
        var job = JsonParser.Default.Parse<Job>(json);
        change?.Invoke(job);
        var resolution = JobResolver.Resolve(job, table);
        Assert.Empty(resolution.Violations);
        return resolution.Job;
    }

    /// <summary>Trains a job from beginning to end.</summary>
    /// <param name="job">Resolved.</param>
    /// <param name="file">Its data.</param>
    /// <param name="threads">To train with.</param>
    /// <param name="change">Changes the initial parameters.</param>
    public static Task<Recorded> TrainAsync(Job job, string? file = null, int threads = 1, Action<Parameter>? change = null) =>
        TrainAsync(job, file is null ? [] : [new DatasetFile { Name = job.Data.Dataset, Path = file, Format = "csv" }], threads, change);

    /// <summary>Trains a job from beginning to end.</summary>
    public static async Task<Recorded> TrainAsync(Job job, ImmutableArray<DatasetFile> files, int threads = 1, Action<Parameter>? change = null)
    {
        using var folder = new TemporaryFolder();
        var metrics = new List<EpochMetrics>();
        using var run = TrainingRun.Prepare(job, files, threads);
        if (change is not null) run.Parameters.ToList().ForEach(change);
        var manifest = run.Describe("runs/test", Created, "test");
        await using (var writer = RecordingWriter.Create(folder.Path, manifest, new WriterOptions { BeforeWrite = run.FinishRow(metrics.Add) }))
        {
            Assert.True(run.Train(writer, null, CancellationToken.None));
            await writer.CompleteAsync();
        }
        return (await ReadAsync(folder.Path, manifest, metrics)) with { End = run.EarlyEnd };
    }

    /// <summary>Trains until an epoch is on disk, gives up, and goes on with a new run from the state of that epoch.</summary>
    public static async Task<Recorded> TrainInTwoAsync(Job job, int stopAfter, string? file = null)
    {
        using var folder = new TemporaryFolder();
        var metrics = new List<EpochMetrics>();
        byte[]? state = null;
        Manifest manifest;
        using (var run = TrainingRun.Prepare(job, file, threads: 1))
        {
            using var stop = new CancellationTokenSource();
            manifest = run.Describe("runs/test", Created, "test");
            var options = new WriterOptions
            {
                SegmentBytes = 1,
                BeforeWrite = run.FinishRow(metrics.Add),
                SegmentClosed = (segment, row, _) =>
                {
                    if (segment.LastEpoch != stopAfter) return ValueTask.CompletedTask;
                    using var stream = new MemoryStream();
                    run.SaveState(row, stream);
                    state = stream.ToArray();
                    stop.Cancel();
                    return ValueTask.CompletedTask;
                },
            };
            await using var writer = RecordingWriter.Create(folder.Path, manifest, options);
            run.Train(writer, null, stop.Token);
            await writer.CompleteAsync();
        }
        // What was written after the state was saved is lost in the crash.
        foreach (var segment in Directory.EnumerateFiles(folder.Path).Where(path => FirstEpoch(path) > stopAfter)) File.Delete(segment);
        using (var run = TrainingRun.Prepare(job, file, threads: 1))
        {
            run.Restore(new MemoryStream(state!));
            await using var writer = RecordingWriter.Create(folder.Path, manifest, new WriterOptions { Attempt = 2, BeforeWrite = run.FinishRow(metrics.Add) });
            Assert.True(run.Train(writer, null, CancellationToken.None));
            await writer.CompleteAsync();
        }
        return await ReadAsync(folder.Path, manifest, metrics);
    }

    private static int FirstEpoch(string path) =>
        int.Parse(Path.GetFileName(path).Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Recorded> ReadAsync(string folder, Manifest manifest, List<EpochMetrics> metrics)
    {
        using var reader = await RecordingReader.OpenAsync(folder);
        var rows = reader.Epochs.Select(_ => new Dictionary<string, object?>()).ToArray();
        Assert.Equal(Enumerable.Range(0, rows.Length), reader.Epochs);
        foreach (var column in manifest.Columns)
        {
            if (column.Path is "elapsed_seconds") continue;
            var scalars = column.Type == "string" || column.Type.StartsWith("list", StringComparison.Ordinal) ? null : await reader.ReadScalarsAsync(column.Path);
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i][column.Path] = column.Type switch
                {
                    "list<float>" => await reader.ReadFloatsAsync(column.Path, reader.Epochs[i]),
                    "list<double>" => await reader.ReadDoublesAsync(column.Path, reader.Epochs[i]),
                    "list<int64>" => await reader.ReadIntegersAsync(column.Path, reader.Epochs[i]),
                    "string" => await reader.ReadFindingsAsync(reader.Epochs[i]),
                    _ => scalars![i],
                };
            }
        }
        return new Recorded(manifest, rows, metrics);
    }
}
