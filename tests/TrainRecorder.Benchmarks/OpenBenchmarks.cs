using BenchmarkDotNet.Attributes;
using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>Opens a sealed recording, and a folder of segments that is still growing.</summary>
public class OpenBenchmarks
{
    private readonly Scratch _scratch = new();
    private string _path = "";

    public static IEnumerable<string> Recordings => ["[2,8,8,1] x 5000", "[1000,300,50] x 2000"];

    [ParamsSource(nameof(Recordings))]
    public string Of { get; set; } = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        Workload workload = Of.StartsWith("[2,", StringComparison.Ordinal) ? new([2, 8, 8, 1], 256, variants: 1000) : new([1000, 300, 50], 256);
        _path = (await workload.SealAsync(_scratch.Fresh("run"), Of.EndsWith("5000", StringComparison.Ordinal) ? 5000 : 2000)).Path;
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Recording()
    {
        using RecordingReader reader = await RecordingReader.OpenAsync(_path);
        return reader.Epochs.Count;
    }

    [Benchmark]
    public long Arrow()
    {
        using ParquetFileReader reader = new(_path);
        return reader.FileMetaData.NumRows;
    }

    [Benchmark]
    public async Task<int> ParquetNet()
    {
        await using Parquet.ParquetReader reader = await Parquet.ParquetReader.CreateAsync(_path);
        return reader.RowGroupCount;
    }

    [GlobalCleanup]
    public void Cleanup() => _scratch.Dispose();
}
