using BenchmarkDotNet.Attributes;
using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>One tensor (hidden1.weight, 300,000 floats) of one epoch, another epoch each time, from an open recording of [1000,300,50].</summary>
public class ReadBenchmarks
{
    private readonly Scratch _scratch = new();
    private RecordingReader? _reader;
    private ParquetFileReader? _arrow;
    private int _epoch;

    [Params(20, 2000)]
    public int Epochs { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        SealedFile file = await new Workload([1000, 300, 50], 256).SealAsync(_scratch.Fresh("run"), Epochs);
        _reader = await RecordingReader.OpenAsync(file.Path);
        _arrow = new ParquetFileReader(file.Path);
    }

    [Benchmark(Baseline = true)]
    public async Task<float[]?> Recording() => await _reader!.ReadFloatsAsync("hidden1.weight", Next());

    /// <summary>Arrow C++ on the same file: it reads whole row groups, so two epochs at once.</summary>
    [Benchmark]
    public float[]?[] ArrowRowGroup()
    {
        int group = (int)((long)Next() * _arrow!.FileMetaData.NumRowGroups / Epochs);
        using RowGroupReader reader = _arrow.RowGroup(group);
        using ColumnReader column = reader.Column(_reader!.Schema["hidden1.weight"].Index);
        return column.LogicalReader<float[]?>().ReadAll(checked((int)reader.MetaData.NumRows));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _reader!.Dispose();
        _arrow!.Dispose();
        _scratch.Dispose();
    }

    // A step that shares no divisor with the number of epochs visits them all.
    private int Next() => _epoch = (_epoch + 7) % Epochs;
}
