using System.Runtime.InteropServices;
using System.Text.Json;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Scene.Tests.Page;

public sealed class PageExportTests
{
    [Fact]
    public async Task Write_Digits_HoldsEveryWeightOfEveryEpochWithinHalfAStep()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 5);
        (PageDocument document, byte[] data) = await WriteAsync(run, run.History.Epochs);

        Assert.Equal([0, 1, 2, 3, 4, 5], document.Epochs);
        Assert.Equal(2, document.Edges.Count);
        foreach (PageEdges edges in document.Edges)
        {
            Assert.Null(edges.Source);
            Assert.Equal(edges.Total, edges.Drawn);
            double[] values = Frames(document, data, edges.Name);
            double step = document.Tensors[edges.Name].Step!.Value;
            for (int epoch = 0; epoch <= 5; epoch++)
            {
                float[] weights = run.Frame(epoch).Layers[edges.To].Weight!;
                Assert.Equal(edges.Total, weights.Length);
                for (int edge = 0; edge < weights.Length; edge++)
                    Assert.Equal(weights[edge], values[epoch * weights.Length + edge], 0.51 * step);
            }
        }
    }

    [Fact]
    public async Task Write_WideLayers_HoldsTheStrongestOfEveryEpochAndSaysHowMany()
    {
        SyntheticRun run = SyntheticRun.Dense([200, 100, 5], "relu", epochs: 4);
        (PageDocument document, byte[] data) = await WriteAsync(run, run.History.Epochs);

        PageEdges wide = document.Edges[0];
        Assert.Equal(20_000, wide.Total);
        Assert.Equal(EdgeBudget.Between(200, 100), wide.Drawn);
        int[] sources = Places(document, data, wide.Source!), targets = Places(document, data, wide.Target!);
        double[] values = Frames(document, data, wide.Name);
        double step = document.Tensors[wide.Name].Step!.Value;
        HashSet<int> kept = [.. sources.Zip(targets, (source, target) => target * 200 + source)];
        Assert.Equal(sources.Length, kept.Count);
        Assert.InRange(kept.Count, wide.Drawn, PageBudget.EdgesKept(200, 100));
        for (int epoch = 0; epoch <= 4; epoch++)
        {
            float[] weights = run.Frame(epoch).Layers[1].Weight!;
            int[] strongest = new int[wide.Drawn];
            EdgeRanking.Strongest(weights, strongest);
            Assert.Subset(kept, strongest.ToHashSet());
            for (int edge = 0; edge < sources.Length; edge++)
                Assert.Equal(weights[targets[edge] * 200 + sources[edge]], values[epoch * sources.Length + edge], 0.51 * step);
        }
    }

    [Fact]
    public async Task Write_Digits_HoldsUnitsFillsAndCurves()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 5);
        (PageDocument document, byte[] data) = await WriteAsync(run, [0, 5]);

        Assert.Equal(6, document.RecordedEpochs);
        PageLayer hidden = document.Layers[1];
        Assert.Equal(["32 units", "tanh"], hidden.Caption);
        Assert.Equal("saturation", hidden.Fill);
        Assert.Equal(new PageScale("saturation", "saturation", 0, 1), document.Scales[hidden.Quantities["saturation"]]);
        Assert.Equal("sign", document.Scales[hidden.Quantities["bias"]].Ramp);
        Assert.False(hidden.CanDie);
        double[] saturation = Frames(document, data, "hidden1.saturation");
        Assert.Equal(run.Frame(5).Layers[1].Saturation![7], saturation[32 + 7], 1e-4);
        Assert.Equal(run.Frame(5).Layers[1].Bias![7], Frames(document, data, "hidden1.bias")[32 + 7], 1e-3);
        Assert.Equal("mean_activation", document.Layers[2].Fill);
        Assert.Equal([1, 8, 8], document.Layers[0].Image);
        Assert.Equal("0 1 2 3 4 5 6 7 8 9".Split(' '), document.Layers[2].Labels);

        Assert.Equal(["loss", "accuracy"], document.Charts.Select(chart => chart.Title));
        Assert.Equal(["sample 0: 0", "sample 10: 1", "sample 20: 0", "sample 30: 1"], document.Samples);
        Assert.Equal(SyntheticPages.Activation(2, 5), Frames(document, data, "hidden1.activation")[4 * 32 + 2 * 32 + 5], 1e-3);
        PageFinding finding = Assert.Single(document.Findings);
        Assert.Equal((2, "hidden1"), (finding.Epoch, finding.Layer));
        PageSeries validation = document.Charts[1].Series[1];
        Assert.Equal("validation", validation.Name);
        Assert.Equal(run.History.ValidationScore.Values.Select(value => (float)value), Floats(document, data, validation.Values));
        Assert.Equal([0, 1, 2, 3, 4, 5], Floats(document, data, validation.Epochs));
    }

    [Fact]
    public async Task Write_AnyLayout_KeepsUnitsWithinItsFrame()
    {
        foreach (SyntheticRun run in new[] { SyntheticRun.Digits(2), SyntheticRun.Dense([1000, 300, 50], epochs: 2), SyntheticRun.Dense([2, 3, 1], epochs: 2) })
        {
            (PageDocument document, byte[] data) = await WriteAsync(run, [0]);
            Assert.Equal(2, document.Layouts.Count);
            foreach (PageLayout layout in document.Layouts)
            {
                for (int index = 0; index < layout.Layers.Count; index++)
                {
                    PageLayerPlace place = layout.Layers[index];
                    float[] units = Floats(document, data, place.Units);
                    Assert.Equal(3 * document.Layers[index].Units, units.Length);
                    for (int unit = 0; unit < units.Length; unit += 3)
                    {
                        Assert.InRange(units[unit], 0, layout.Width);
                        Assert.InRange(units[unit + 1], place.Radius - 1, layout.Height - place.Radius + 1);
                    }
                    Assert.True(place.EdgesIn <= place.EdgesOut);
                }
            }
        }
    }

    [Fact]
    public async Task Write_WeightsThatAreNoNumbers_AreCountedAndMissing()
    {
        SyntheticRun run = SyntheticRun.Dense([3, 2, 1], epochs: 2);
        (PageDocument document, byte[] data) = await WriteAsync(run, [0, 1, 2], frame =>
        {
            if (frame.Epoch == 1)
                frame.Layers[1].Weight![4] = float.NaN;
        });

        Assert.Equal([double.NaN, 1, double.NaN], Frames(document, data, "hidden1.weight.not_finite"));
        double[] weights = Frames(document, data, "hidden1.weight");
        Assert.True(double.IsNaN(weights[6 + 4]));
        Assert.True(double.IsFinite(weights[4]));
        Assert.DoesNotContain("output.weight.not_finite", document.Tensors.Keys);
    }

    [Fact]
    public async Task Json_NamesFullOfMarkup_CannotEndTheElementAroundThem()
    {
        const string evil = "</script><!--\"'&<b>";
        SyntheticRun run = new(NetworkShape.Dense([2, 2, 1]), epochs: 1, name: evil);
        (PageDocument document, _) = await WriteAsync(run, [1]);

        string json = JsonSerializer.Serialize(document, PageJson.Default.PageDocument);

        Assert.DoesNotContain('<', json);
        Assert.DoesNotContain('>', json);
        Assert.Equal(evil, JsonDocument.Parse(json).RootElement.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.5)]
    [InlineData(25)]
    public async Task Budget_AnyLimit_IsNotExceeded(double megabytes)
    {
        // Noise is what gzip cannot make smaller: the worst case.
        Random random = new(3);
        SyntheticRun run = SyntheticRun.Dense([60, 60, 10], epochs: 300);
        PageSource measured = SyntheticPages.Source(run);
        PageRanges ranges = await PageRanges.ReadAsync(measured, run.History.Epochs, TestContext.Current.CancellationToken);
        int most = PageBudget.Epochs(measured, ranges, PageExport.Samples(measured).Count, (long)(megabytes * 1e6));
        using MemoryStream data = new();
        PageDocument document;
        using (System.IO.Compression.GZipStream gzip = new(data, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            document = await PageExport.WriteAsync(SyntheticPages.Source(run, frame =>
            {
                foreach (LayerFrame layer in frame.Layers)
                {
                    foreach (float[]? values in new[] { layer.Weight, layer.Saturation, layer.MeanActivation })
                    {
                        for (int place = 0; values is not null && place < values.Length; place++)
                            values[place] = random.NextSingle();
                    }
                }
            }), ranges, EpochChoice.Choose(run.History.Epochs, most), gzip, TestContext.Current.CancellationToken);
        }

        long page = data.Length * 4 / 3 + JsonSerializer.Serialize(document, PageJson.Default.PageDocument).Length;
        Assert.InRange(page, 1, megabytes * 1e6 - 100_000);
        if (most < 301)
            Assert.InRange(page, 0.5 * megabytes * 1e6 - 200_000, double.MaxValue);
        Assert.Equal(megabytes > 20, most == 301);
    }

    [Fact]
    public async Task Budget_NothingFits_IsZero()
    {
        SyntheticRun run = SyntheticRun.Dense([60, 60, 10], epochs: 9);
        PageSource source = SyntheticPages.Source(run);
        PageRanges ranges = await PageRanges.ReadAsync(source, run.History.Epochs, TestContext.Current.CancellationToken);
        Assert.Equal(0, PageBudget.Epochs(source, ranges, samples: 0, pageBytes: 1000));
    }

    private static async Task<(PageDocument Document, byte[] Data)> WriteAsync(SyntheticRun run, IReadOnlyList<int> epochs, Action<FrameData>? change = null)
    {
        using MemoryStream data = new();
        PageSource source = SyntheticPages.Source(run, change);
        PageRanges ranges = await PageRanges.ReadAsync(source, run.History.Epochs, TestContext.Current.CancellationToken);
        PageDocument document = await PageExport.WriteAsync(source, ranges, epochs, data, TestContext.Current.CancellationToken);
        return (document, data.ToArray());
    }

    private static float[] Floats(PageDocument document, byte[] data, string name) => MemoryMarshal.Cast<byte, float>(Bytes(document, data, name, "f32", 4)).ToArray();

    private static int[] Places(PageDocument document, byte[] data, string name) => MemoryMarshal.Cast<byte, int>(Bytes(document, data, name, "u32", 4)).ToArray();

    private static double[] Frames(PageDocument document, byte[] data, string name)
    {
        PageTensor tensor = document.Tensors[name];
        short[] integers = QuantisedFramesTests.Unpack(Bytes(document, data, name, "i16", 2), tensor.Shape[1]);
        return Array.ConvertAll(integers, integer => integer == QuantisedFrames.Missing ? double.NaN : integer * tensor.Step!.Value);
    }

    private static ReadOnlySpan<byte> Bytes(PageDocument document, byte[] data, string name, string type, int size)
    {
        PageTensor tensor = document.Tensors[name];
        Assert.Equal(type, tensor.Type);
        Assert.Equal(0, tensor.Offset % 4);
        return data.AsSpan((int)tensor.Offset, size * tensor.Shape.Aggregate(1, (product, axis) => product * axis));
    }
}
