using System.Numerics;
using CsCheck;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Scene.Tests.Composition;

public sealed class PictureSceneTests
{
    public static TheoryData<string, int, int> Pictures => Synthetic.Shapes.InEverySize();

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyNetwork_KeepsUnitsInTheFrameAndApart(string units, int width, int height)
    {
        (_, PictureScene scene) = Synthetic.Shapes.Compose(units, width, height);
        using (scene)
        {
            Box frame = new(0, 0, width, height);
            foreach (LayerView layer in scene.Layers)
            {
                Assert.True(frame.Contains(layer.Place.Extent), $"{layer.Place.Layer.Name} leaves the frame");
                Assert.True(layer.Place.Radius > 0);
                Assert.True(SmallestDistance(layer.Place) >= 2 * layer.Place.Radius, $"units of {layer.Place.Layer.Name} overlap");
            }
            foreach ((LayerView one, LayerView next) in scene.Layers.Zip(scene.Layers.Skip(1)))
            {
                bool apart = one.Place.IsTurned ? one.Place.Extent.Bottom < next.Place.Extent.Top : one.Place.Extent.Right < next.Place.Extent.Left;
                Assert.True(apart, $"{one.Place.Layer.Name} and {next.Place.Layer.Name} overlap");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyNetwork_KeepsLabelsInTheFrameAndApart(string units, int width, int height)
    {
        (_, PictureScene scene) = Synthetic.Shapes.Compose(units, width, height);
        using (scene)
        {
            Box frame = new(0, 0, width, height);
            IReadOnlyList<Label> labels = scene.Drawing.Labels;
            for (int index = 0; index < labels.Count; index++)
            {
                Assert.True(frame.Contains(labels[index].Box), $"'{labels[index].Text}' leaves the frame: {labels[index].Box}");
                for (int other = 0; other < index; other++)
                    Assert.False(labels[index].Box.Overlaps(labels[other].Box), $"'{labels[index].Text}' and '{labels[other].Text}' overlap");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyNetwork_KeepsLabelsOffUnitsAndCharts(string units, int width, int height)
    {
        (_, PictureScene scene) = Synthetic.Shapes.Compose(units, width, height);
        using (scene)
        {
            foreach (Label label in scene.Drawing.Labels)
            {
                Assert.All(scene.Layers, layer => Assert.False(label.Box.Overlaps(layer.Place.Extent), $"'{label.Text}' covers {layer.Place.Layer.Name}"));
                Assert.All(scene.Drawing.Rasters, raster => Assert.False(label.Box.Overlaps(raster.Box), $"'{label.Text}' covers a heat map or a colour bar"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyNetwork_NamesEveryLayer(string units, int width, int height)
    {
        (SceneComposer composer, PictureScene scene) = Synthetic.Shapes.Compose(units, width, height);
        using (scene)
        {
            Assert.All(composer.Layout.Heads, head => Assert.NotEmpty(head.Title));
            Assert.All(composer.Layout.Heads, head => Assert.All(head.Title, line => Assert.NotEmpty(line)));
            Assert.Equal(height > 1.15 * width, composer.Layout.IsTurned);
            Assert.Contains(scene.Drawing.Labels, label => label.Text.StartsWith("epoch 3 of 3", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Compose_RandomNetworksAndSizes_KeepEverythingInTheFrameAndApart() =>
        Gen.Select(Gen.Int[1, 900].Array[2, 9], Gen.Int[SceneOptions.SmallestWidth, 2000], Gen.Int[SceneOptions.SmallestHeight, 1400]).Sample(
            (units, width, height) =>
            {
                string network = string.Join(',', units);
                Compose_AnyNetwork_KeepsUnitsInTheFrameAndApart(network, width, height);
                Compose_AnyNetwork_KeepsLabelsInTheFrameAndApart(network, width, height);
                Compose_AnyNetwork_KeepsLabelsOffUnitsAndCharts(network, width, height);
            },
            iter: 15,
            threads: 1);

    [Fact]
    public void Compose_ZeroWeights_AreNeverDrawnAndSaid()
    {
        SyntheticRun run = SyntheticRun.Dense([4, 10], epochs: 1);
        float[] weights = [.. Enumerable.Range(0, 40).Select(place => place % 3 == 0 ? 0f : place % 2 == 0 ? -1 : 1)];
        using PictureScene scene = Compose(run, new LayerFrame { Weight = weights });

        Connection connection = Assert.Single(scene.Connections);
        Assert.Equal(weights.Count(weight => weight != 0), connection.Edges.Length);
        foreach (Edge edge in connection.Edges)
            Assert.NotEqual(0, weights[edge.Target * 4 + edge.Source]);
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "14 of 40 weights are zero");
    }

    [Fact]
    public void Compose_WeightsNotFinite_AreNotDrawnAndSaid()
    {
        SyntheticRun run = SyntheticRun.Dense([4, 10], epochs: 1);
        float[] weights = [.. Enumerable.Repeat(1f, 38), float.NaN, float.PositiveInfinity];
        using PictureScene scene = Compose(run, new LayerFrame { Weight = weights });

        Assert.Equal(38, Assert.Single(scene.Connections).Edges.Length);
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "2 of 40 weights are not finite");
    }

    [Fact]
    public void Compose_NothingRecorded_DrawsHollowUnitsAndSaysSo()
    {
        SyntheticRun run = SyntheticRun.Dense([4, 10], epochs: 1);
        using PictureScene scene = Compose(run, new LayerFrame());

        Assert.Empty(scene.Connections);
        Assert.All(scene.Layers[1].Fills, fill => Assert.Null(fill));
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "weights not recorded at this epoch");
    }

    [Fact]
    public void Compose_LargeNetwork_SaysWhatIsLeftOut()
    {
        SyntheticRun run = SyntheticRun.Dense([1000, 300, 50], "relu", epochs: 1);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions());
        using PictureScene scene = composer.Compose(run.Frame(1));

        Assert.Equal([1500, 500], scene.Connections.Select(connection => connection.Edges.Length));
        Assert.All(scene.Connections, connection => Assert.NotNull(connection.Density));
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "strongest 1,500 of 300,000 weights");
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "strongest 500 of 15,000 weights");
        Assert.Equal(1350, scene.Layers.Sum(layer => layer.Fills.Count));
    }

    [Fact]
    public void Compose_AnyEpoch_KeepsScalesAndPlaces()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 10);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions());
        using PictureScene first = composer.Compose(run.Frame(0)), last = composer.Compose(run.Frame(10));

        Assert.Equal(first.Layers.Select(layer => layer.Place), last.Layers.Select(layer => layer.Place));
        Assert.Equal(Fixed(first), Fixed(last));
        Edge weak = first.Connections[0].Edges[^1], strong = last.Connections[0].Edges[^1];
        Assert.True(strong.Weight * strong.Weight > weak.Weight * weak.Weight && strong.Width > weak.Width, "a weight that grew is not wider");

        static List<(string, Vector2)> Fixed(PictureScene scene) => [.. scene.Drawing.Labels
            .Where(label => !label.Text.Contains("epoch ", StringComparison.Ordinal) && !label.Text.Contains("mean saturation", StringComparison.Ordinal))
            .Select(label => (label.Text, label.Place))];
    }

    [Fact]
    public void Compose_Digits_ShowsInputAsTheImageItIsAndNamesTheClasses()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 2);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions());
        using PictureScene scene = composer.Compose(run.Frame(2));

        LayerPlace input = scene.Layers[0].Place;
        Assert.Equal((8, 8), (input.Columns, input.Rows));
        Assert.Equal(input.Units[0].Y, input.Units[7].Y);
        Assert.Equal(input.Units[0].X, input.Units[56].X);
        foreach (string name in run.Network.Layers[^1].UnitNames)
            Assert.Contains(scene.Drawing.Labels, label => label.Text == name && label.Place.X > scene.Layers[^1].Place.Extent.Right);
    }

    [Fact]
    public void Compose_ManyThreads_GivesTheSameScene()
    {
        SyntheticRun run = SyntheticRun.Dense([300, 100, 20], "relu", epochs: 2);
        SceneComposer composer = new(run.Network, run.History, new SceneOptions { Theme = Theme.Dark });
        byte[][] densities = new byte[8][];
        Parallel.For(0, densities.Length, index =>
        {
            using PictureScene scene = composer.Compose(run.Frame(2));
            Raster density = scene.Connections[0].Density!;
            densities[index] = density.Pixels[..density.Length];
        });

        Assert.All(densities, density => Assert.Equal(densities[0], density));
    }

    private static PictureScene Compose(SyntheticRun run, LayerFrame output)
    {
        SceneComposer composer = new(run.Network, run.History, new SceneOptions());
        return composer.Compose(new FrameData(1, [new LayerFrame(), output]));
    }

    private static float SmallestDistance(LayerPlace place)
    {
        float smallest = float.PositiveInfinity;
        for (int unit = 1; unit < place.Units.Count; unit++)
        {
            smallest = MathF.Min(smallest, Vector2.Distance(place.Units[unit], place.Units[unit - 1]));
            if (unit >= place.Columns)
                smallest = MathF.Min(smallest, Vector2.Distance(place.Units[unit], place.Units[unit - place.Columns]));
        }
        return smallest;
    }
}
