using BenchmarkDotNet.Attributes;
using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks;

/// <summary>
/// Opens a sealed recording, and the folder of segments as it is before sealing, until it is known which epochs and which columns there are;
/// other libraries on the same files, and other ways to keep the same floats. Each is closed again.
/// </summary>
public class OpenBenchmarks
{
    private readonly Scratch _scratch = new();
    private string _path = "";

    public static IEnumerable<string> Recordings => ["[1000,300,50] x 20", "[1000,300,50] x 2000", "[2,8,8,1] x 5000"];

    [ParamsSource(nameof(Recordings))]
    public string Of { get; set; } = "";

    [GlobalSetup(Targets = [nameof(Recording), nameof(Arrow), nameof(ParquetNet)])]
    public async Task SetupSealedAsync() => _path = (await Make().SealAsync(_scratch.Fresh("run"), Epochs)).Path;

    [GlobalSetup(Targets = [nameof(LiveFolder), nameof(ArrowSegments)])]
    public async Task SetupLiveAsync()
    {
        List<string> segments = await Make().WriteAsync(_path = _scratch.Fresh("live"), Epochs);
        Console.WriteLine($"// {segments.Count} segments");
    }

    [GlobalSetup(Target = nameof(RawFile))]
    public void SetupRaw() => IndexedFile.Write(Make(), _path = Path.Combine(_scratch.Fresh("raw"), "run.bin"), Epochs);

    [GlobalSetup(Target = nameof(FilePerEpoch))]
    public void SetupFilePerEpoch() => Rivals.WriteFilePerEpoch(Make(), _path = _scratch.Fresh("files"), Epochs);

    [Benchmark(Baseline = true)]
    public Task<int> Recording() => OpenAsync();

    /// <summary>The folder that a run grows in. Its segments close at 32 MiB, as here, or after a second.</summary>
    [Benchmark]
    public Task<int> LiveFolder() => OpenAsync();

    /// <summary>Arrow C++ reads the footer of the sealed file.</summary>
    [Benchmark]
    public int Arrow() => RowsByArrow(_path);

    /// <summary>Arrow C++ reads the footers of all segments.</summary>
    [Benchmark]
    public int ArrowSegments() => Directory.GetFiles(_path).Sum(RowsByArrow);

    /// <summary>Parquet.Net reads the footer of the sealed file.</summary>
    [Benchmark]
    public async Task<int> ParquetNet()
    {
        await using Parquet.ParquetReader reader = await Parquet.ParquetReader.CreateAsync(_path);
        return reader.RowGroupCount;
    }

    /// <summary>One file of bare bytes: reads where each epoch begins.</summary>
    [Benchmark]
    public int RawFile() => IndexedFile.Open(_path).Length;

    /// <summary>A file per epoch, laid out as safetensors does: lists them, and reads the header of one.</summary>
    [Benchmark]
    public int FilePerEpoch() => Rivals.OpenFilePerEpoch(_path);

    [GlobalCleanup]
    public void Cleanup() => _scratch.Dispose();

    private int Epochs => int.Parse(Of.Split(" x ")[1], System.Globalization.CultureInfo.InvariantCulture);

    private static int RowsByArrow(string path)
    {
        using ParquetFileReader reader = new(path);
        return (int)reader.FileMetaData.NumRows;
    }

    private async Task<int> OpenAsync()
    {
        using RecordingReader reader = await RecordingReader.OpenAsync(_path);
        return reader.Epochs.Count;
    }

    private Workload Make() => Of.StartsWith("[2,", StringComparison.Ordinal) ? new([2, 8, 8, 1], 256, variants: 1000) : new([1000, 300, 50], 256);
}
