using BenchmarkDotNet.Attributes;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks.Follow;

/// <summary>A reader that follows a live folder: looks again, finding nothing new. What it costs when there is something: <see cref="FollowNewEpochBenchmarks"/>.</summary>
public class FollowBenchmarks
{
    private readonly Scratch _scratch = new();
    private RecordingReader? _reader;
    private string _folder = "";

    [Params(10, 1000)]
    public int Segments { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        Workload workload = new([2, 8, 8, 1], 8);
        _folder = _scratch.Fresh("live");
        for (int segment = 0; segment < Segments; segment++)
        {
            await using RecordingWriter writer = RecordingWriter.Create(_folder, workload.Manifest);
            EpochRow row = writer.Rent();
            workload.Fill(row, segment);
            writer.Write(row);
            await writer.CompleteAsync();
        }

        _reader = await RecordingReader.OpenAsync(_folder);
    }

    [Benchmark(Baseline = true)]
    public Task<bool> Refresh() => _reader!.RefreshAsync();

    /// <summary>The names of the files alone: what whoever keeps a file per epoch must read to see whether there are more.</summary>
    [Benchmark]
    public int ListNames() => Directory.GetFiles(_folder).Length;

    [GlobalCleanup]
    public void Cleanup()
    {
        _reader!.Dispose();
        _scratch.Dispose();
    }
}
