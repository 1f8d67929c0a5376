using BenchmarkDotNet.Attributes;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>Seals 100 epochs of [1000,300,50] (segments of 8 MiB), and 5,000 of [2,8,8,1], whose row groups are packed anew; verifies the first.</summary>
public class SealBenchmarks
{
    private readonly Scratch _scratch = new();
    private List<string> _large = [];
    private List<string> _tiny = [];
    private string _sealed = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        Workload large = new([1000, 300, 50], 256);
        _large = await large.WriteAsync(_scratch.Fresh("large"), 100);
        _tiny = await new Workload([2, 8, 8, 1], 256, variants: 1000).WriteAsync(_scratch.Fresh("tiny"), 5000);
        _sealed = (await large.SealAsync(_scratch.Fresh("sealed"), 100)).Path;
    }

    [Benchmark]
    public Task<SealedFile> SealLarge() => Sealer.SealAsync(_large, Path.Combine(_scratch.Path, "large.parquet"));

    [Benchmark]
    public Task<SealedFile> SealTiny() => Sealer.SealAsync(_tiny, Path.Combine(_scratch.Path, "tiny.parquet"));

    [Benchmark]
    public Task<IReadOnlyList<string>> VerifyLarge() => Verifier.VerifyAsync(_sealed);

    [GlobalCleanup]
    public void Cleanup() => _scratch.Dispose();
}
