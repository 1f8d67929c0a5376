using BenchmarkDotNet.Attributes;

namespace TrainRecorder.Benchmarks;

/// <summary>60 epochs of [1000,300,50] with 256 probe samples, from memory to the disk, synced.</summary>
[MemoryDiagnoser]
public class WriteBenchmarks
{
    private const int Epochs = Workload.SeveralSegments;

    private readonly Scratch _scratch = new();
    private readonly Workload _workload = new([1000, 300, 50], 256);

    [Benchmark(Baseline = true)]
    public Task Recording() => _workload.WriteAsync(_scratch.Fresh("recording"), Epochs);

    [Benchmark]
    public void ArrowSameEncoding() => Rivals.WriteArrow(_workload, Path.Combine(_scratch.Fresh("arrow"), "run.parquet"), Epochs);

    [Benchmark]
    public Task ParquetNetSameEncoding() => Rivals.WriteParquetNetAsync(_workload, Path.Combine(_scratch.Fresh("net"), "run.parquet"), Epochs);

    [Benchmark]
    public void RawFile() => Rivals.WriteRaw(_workload, Path.Combine(_scratch.Fresh("raw"), "run.bin"), Epochs);

    [Benchmark]
    public void FilePerEpoch() => Rivals.WriteFilePerEpoch(_workload, _scratch.Fresh("files"), Epochs);

    [GlobalCleanup]
    public void Cleanup() => _scratch.Dispose();
}
