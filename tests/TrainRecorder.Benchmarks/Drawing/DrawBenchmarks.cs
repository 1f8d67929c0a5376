using BenchmarkDotNet.Attributes;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Benchmarks.Drawing;

/// <summary>A frame at 1920 by 1080, the recording open: each step, and all of them to a file.</summary>
[MemoryDiagnoser]
public class DrawBenchmarks
{
    private DrawWorkload _draw = null!;
    private FrameData _first = null!;
    private FrameData _second = null!;
    private PictureScene _scene = null!;

    [Params("1000,300,50", "64,32,10", "2,8,8,1")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        _draw = await DrawWorkload.OpenAsync([.. Network.Split(',').Select(int.Parse)], 1920, 1080);
        (_first, _second) = (await _draw.ReadAsync(1), await _draw.ReadAsync(2));
        _scene = _draw.Composer.Compose(_first);
        _draw.Surface.Paint(_scene);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _scene.Dispose();
        _draw.Dispose();
    }

    [Benchmark]
    public Task<FrameData> Read() => _draw.ReadAsync(3);

    [Benchmark]
    public FrameData Interpolate() => FrameData.Between(_first, _second, 0.5);

    [Benchmark]
    public void Compose() => _draw.Composer.Compose(_first).Dispose();

    [Benchmark]
    public void Paint() => _draw.Surface.Paint(_scene);

    [Benchmark]
    public void EncodePng() => PngEncoder.Write(_draw.Surface, Stream.Null);

    [Benchmark(Baseline = true)]
    public Task<long> WholeFrame() => _draw.RenderAsync(4);
}
