using BenchmarkDotNet.Attributes;
using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>One tensor (hidden1.weight, 300,000 floats) of one epoch, another epoch each time, from an open recording of [1000,300,50].</summary>
public class ReadBenchmarks
{
    private const string Tensor = "hidden1.weight";

    private readonly Scratch _scratch = new();
    private readonly Workload _workload = new([1000, 300, 50], 256);
    private IDisposable? _open;
    private RecordingReader? _reader;
    private ParquetFileReader? _arrow;
    private RawReader? _raw;
    private string _folder = "";
    private int _epoch;

    [Params(20, 2000)]
    public int Epochs { get; set; }

    [GlobalSetup(Target = nameof(Recording))]
    public async Task SetupRecordingAsync() => _open = _reader = await RecordingReader.OpenAsync((await SealAsync()).Path);

    [GlobalSetup(Target = nameof(ArrowRowGroup))]
    public async Task SetupArrowAsync() => _open = _arrow = new ParquetFileReader((await SealAsync()).Path);

    [GlobalSetup(Target = nameof(RawFile))]
    public void SetupRaw()
    {
        string path = Path.Combine(_scratch.Fresh("raw"), "run.bin");
        Rivals.WriteRaw(_workload, path, Epochs);
        _open = _raw = new RawReader(_workload, path, Tensor);
        CheckReads(RawFile());
    }

    [GlobalSetup(Target = nameof(FilePerEpoch))]
    public void SetupFilePerEpoch()
    {
        Rivals.WriteFilePerEpoch(_workload, _folder = _scratch.Fresh("files"), Epochs);
        CheckReads(FilePerEpoch());
    }

    [Benchmark(Baseline = true)]
    public async Task<float[]?> Recording() => await _reader!.ReadFloatsAsync(Tensor, Next());

    /// <summary>Arrow C++ on the same file: it reads whole row groups, so two epochs at once.</summary>
    [Benchmark]
    public float[]?[] ArrowRowGroup()
    {
        int group = (int)((long)Next() * _arrow!.FileMetaData.NumRowGroups / Epochs);
        using RowGroupReader reader = _arrow.RowGroup(group);
        using ColumnReader column = reader.Column(_workload.Schema[Tensor].Index);
        return column.LogicalReader<float[]?>().ReadAll(checked((int)reader.MetaData.NumRows));
    }

    /// <summary>The bare bytes of one file, unchecked, at an offset that is known.</summary>
    [Benchmark]
    public float[] RawFile() => _raw!.Read(Next());

    /// <summary>The file of the epoch, laid out as safetensors does: header, then the bytes, unchecked.</summary>
    [Benchmark]
    public float[] FilePerEpoch() => Rivals.ReadFileOfEpoch(_folder, Next(), Tensor);

    [GlobalCleanup]
    public void Cleanup()
    {
        _open?.Dispose();
        _open = null;
        _scratch.Dispose();
    }

    private Task<SealedFile> SealAsync() => _workload.SealAsync(_scratch.Fresh("run"), Epochs);

    private void CheckReads(float[] values)
    {
        if (!values.AsSpan().SequenceEqual(_workload.Floats(_epoch).Single(entry => entry.Column.Path == Tensor).Values))
        {
            throw new InvalidOperationException("The rival reads other values than were written.");
        }
    }

    // A step that shares no divisor with the number of epochs visits them all.
    private int Next() => _epoch = (_epoch + 7) % Epochs;
}
