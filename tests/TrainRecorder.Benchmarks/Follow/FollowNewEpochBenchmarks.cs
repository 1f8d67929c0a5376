using BenchmarkDotNet.Attributes;

namespace TrainRecorder.Benchmarks.Follow;

/// <summary>An epoch of [1000,300,50] has come since the follower looked last: looks, finds it, and reads every float in it, 1.6 MB.</summary>
/// <remarks>Once an iteration, for the epoch must come again each time; so there are many iterations.</remarks>
[WarmupCount(10)]
[IterationCount(50)]
public class FollowNewEpochBenchmarks
{
    private readonly Scratch _scratch = new();
    private readonly Workload _workload = new([1000, 300, 50], 256);
    private Followed? _followed;

    /// <summary>Epochs that were there before.</summary>
    [Params(20, 2000)]
    public int Epochs { get; set; }

    [GlobalSetup(Target = nameof(Recording))]
    public async Task SetupRecordingAsync() => await CheckAsync(new FollowedRecording(await WriteSegmentsAsync(), _workload, Epochs));

    [GlobalSetup(Target = nameof(Arrow))]
    public async Task SetupArrowAsync() => await CheckAsync(new FollowedByArrow(await WriteSegmentsAsync(), _workload, Epochs));

    [GlobalSetup(Target = nameof(FilePerEpoch))]
    public Task SetupFilePerEpochAsync() => CheckAsync(new FollowedFiles(_workload, _scratch, Epochs));

    [GlobalSetup(Target = nameof(RawFile))]
    public Task SetupRawFileAsync() => CheckAsync(new FollowedRawFile(_workload, _scratch, Epochs));

    [IterationSetup]
    public void ComeAgain() => _followed!.ComeAgainAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true)]
    public Task<IReadOnlyList<float[]>> Recording() => _followed!.LookAsync();

    [Benchmark]
    public Task<IReadOnlyList<float[]>> Arrow() => _followed!.LookAsync();

    [Benchmark]
    public Task<IReadOnlyList<float[]>> FilePerEpoch() => _followed!.LookAsync();

    [Benchmark]
    public Task<IReadOnlyList<float[]>> RawFile() => _followed!.LookAsync();

    [GlobalCleanup]
    public void Cleanup()
    {
        _followed?.Dispose();
        _scratch.Dispose();
    }

    private Task<SegmentFolder> WriteSegmentsAsync() => SegmentFolder.WriteAsync(_workload, _scratch, Epochs);

    /// <summary>Who reads other values than were written is no rival.</summary>
    private async Task CheckAsync(Followed followed)
    {
        _followed = followed;
        await followed.ComeAgainAsync();
        IEnumerable<float> read = (await followed.LookAsync()).SelectMany(tensor => tensor);
        if (!read.SequenceEqual(_workload.Floats(Epochs).SelectMany(entry => entry.Values)))
            throw new InvalidOperationException($"{followed.GetType().Name} reads other values than were written.");
    }
}
