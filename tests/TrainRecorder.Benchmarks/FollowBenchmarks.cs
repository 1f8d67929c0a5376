using BenchmarkDotNet.Attributes;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>A reader that follows a live folder: looks again, finding nothing new.</summary>
public class FollowBenchmarks
{
    private readonly Scratch _scratch = new();
    private RecordingReader? _reader;

    [Params(10, 1000)]
    public int Segments { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        Workload workload = new([2, 8, 8, 1], 8);
        string folder = _scratch.Fresh("live");
        for (int segment = 0; segment < Segments; segment++)
        {
            await using RecordingWriter writer = RecordingWriter.Create(folder, workload.Manifest);
            EpochRow row = writer.Rent();
            workload.Fill(row, segment);
            writer.Write(row);
            await writer.CompleteAsync();
        }

        _reader = await RecordingReader.OpenAsync(folder);
    }

    [Benchmark]
    public Task<bool> Refresh() => _reader!.RefreshAsync();

    [GlobalCleanup]
    public void Cleanup()
    {
        _reader!.Dispose();
        _scratch.Dispose();
    }
}
