using CsCheck;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Scene.Tests.Composition;

public sealed class ChoiceTests
{
    [Theory]
    [InlineData(EdgeChoiceKind.Top, 100, 0, 100)]
    [InlineData(EdgeChoiceKind.All, 0, 0, 2048)]
    [InlineData(EdgeChoiceKind.Auto, 0, 0, 2048)]
    public void Compose_EdgeChoice_DrawsSoMany(EdgeChoiceKind kind, int top, double share, int drawn)
    {
        using PictureScene scene = Compose(new SceneOptions { Edges = new EdgeChoice(kind, top, share) });

        Assert.Equal(drawn, scene.Connections[0].Edges.Length);
    }

    [Fact]
    public void Compose_NoEdges_DrawsNoneAndSaysSo()
    {
        using PictureScene scene = Compose(new SceneOptions { Edges = new EdgeChoice(EdgeChoiceKind.None) });

        Assert.Empty(scene.Connections);
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "edges not drawn");
        Assert.DoesNotContain(scene.Drawing.Labels, label => label.Text == "positive weight");
    }

    [Fact]
    public void CountForShare_AnyWeights_IsTheFewestThatReachIt() =>
        Gen.Select(Gen.Float[-1, 1].Array[1, 400], Gen.Double[0.05, 1]).Sample((weights, share) =>
        {
            int count = EdgeRanking.CountForShare(weights, share);
            float[] sizes = [.. weights.Select(MathF.Abs).OrderDescending()];
            double wanted = share * sizes.Sum(size => (double)size);
            double reached = sizes.Take(count).Sum(size => (double)size), before = sizes.Take(count - 1).Sum(size => (double)size);

            // Buckets of sizes that agree in 8 bits make the count exact to one in 256 of what is reached.
            Assert.True(reached >= wanted * (1 - 1 / 128.0), $"{reached} of {wanted}");
            Assert.True(count <= 1 || before <= wanted * (1 + 1 / 128.0), $"{before} of {wanted} already");
        });

    [Fact]
    public void Compose_FillAndRing_ColourUnitsByWhatWasAsked()
    {
        using PictureScene bias = Compose(new SceneOptions { Fill = UnitQuantity.Bias, Ring = UnitQuantity.Saturation });
        using PictureScene none = Compose(new SceneOptions { Fill = UnitQuantity.None });

        Assert.All(bias.Layers[1].Fills, fill => Assert.NotNull(fill));
        Assert.Equal(32, bias.Layers[1].Rings.Count);
        Assert.Contains(bias.Drawing.Labels, label => label.Text == "ring: saturation");
        Assert.All(none.Layers.SelectMany(layer => layer.Fills), fill => Assert.Null(fill));
    }

    [Theory]
    [InlineData(NetworkView.Heatmap)]
    [InlineData(NetworkView.Filters)]
    public void Compose_Views_ShowTheWeightsOnAScaleThatStays(NetworkView view)
    {
        SyntheticRun run = SyntheticRun.Digits(4);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions { View = view });
        using PictureScene first = composer.Compose(run.Frame(0)), last = composer.Compose(run.Frame(4));

        Assert.Equal(first.Drawing.Labels.Where(label => label.Text.Contains("colours to", StringComparison.Ordinal)), last.Drawing.Labels.Where(label => label.Text.Contains("colours to", StringComparison.Ordinal)));
        Assert.NotEqual(first.Drawing.Rasters[0].Pixels, last.Drawing.Rasters[0].Pixels);
        Assert.All(last.Drawing.Rasters, raster => Assert.True(new Geometry.Box(0, 0, 1600, 900).Contains(raster.Box)));
    }

    [Fact]
    public void Compose_Kernels_AreATableOfChannels()
    {
        SyntheticRun run = SyntheticRun.Convolution(2);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions { View = NetworkView.Kernels, Layer = "hidden3" });
        using PictureScene scene = composer.Compose(run.Frame(2));

        Assert.Equal(16 * 8, scene.Drawing.Rasters.Count(raster => raster is { Columns: 3, Rows: 3 }));
    }

    [Fact]
    public void Create_ViewThatFitsNoLayer_SaysWhy()
    {
        SyntheticRun run = SyntheticRun.Dense([3, 4, 2], epochs: 1);

        SceneException error = Assert.Throws<SceneException>(() => new SceneComposer(run.Network, run.History, new SceneOptions { View = NetworkView.Filters }));
        Assert.Equal("no layer of this network has an image coming in", error.Message);
    }

    private static PictureScene Compose(SceneOptions options)
    {
        SyntheticRun run = SyntheticRun.Digits(4);
        return new SceneComposer(run.Network, run.History, options).Compose(run.Frame(4));
    }
}
