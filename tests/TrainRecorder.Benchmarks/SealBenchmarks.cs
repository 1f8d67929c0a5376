using BenchmarkDotNet.Attributes;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>Seals 100 epochs of [1000,300,50] (segments of 32 MiB), and 5,000 of [2,8,8,1], whose row groups are packed anew; verifies the first.</summary>
public class SealBenchmarks
{
    private readonly Scratch _scratch = new();
    private readonly Workload _workload = new([1000, 300, 50], 256);
    private List<string> _large = [];
    private List<string> _tiny = [];
    private string _sealed = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _large = await _workload.WriteAsync(_scratch.Fresh("large"), 100);
        _tiny = await new Workload([2, 8, 8, 1], 256, variants: 1000).WriteAsync(_scratch.Fresh("tiny"), 5000);
        _sealed = (await _workload.SealAsync(_scratch.Fresh("sealed"), 100)).Path;
    }

    [Benchmark(Baseline = true)]
    public Task<SealedFile> SealLarge() => Sealer.SealAsync(_large, Path.Combine(_scratch.Path, "large.parquet"));

    /// <summary>Arrow C++ reads and writes the lists of floats alone, and verifies nothing.</summary>
    [Benchmark]
    public void JoinLargeByArrow() => Rivals.JoinByArrow(_workload, _large, Path.Combine(_scratch.Path, "arrow.parquet"));

    [Benchmark]
    public void ConcatenateLarge() => Rivals.Concatenate(_large, Path.Combine(_scratch.Path, "bytes"));

    [Benchmark]
    public Task<SealedFile> SealTiny() => Sealer.SealAsync(_tiny, Path.Combine(_scratch.Path, "tiny.parquet"));

    [Benchmark]
    public Task<IReadOnlyList<string>> VerifyLarge() => Verifier.VerifyAsync(_sealed);

    [GlobalCleanup]
    public void Cleanup() => _scratch.Dispose();
}
