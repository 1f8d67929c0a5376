using CsCheck;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Scene.Tests.Composition;

/// <summary>What holds of every picture holds in every arrangement, and of networks of every kind.</summary>
public sealed class ArrangementTests
{
    private const string Deep = "64,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,10";

    public static TheoryData<string, NetworkArrangement, int, int> Pictures
    {
        get
        {
            TheoryData<string, NetworkArrangement, int, int> data = [];
            foreach (string network in new[] { "convolution", "residual", "2,8,8,1", "64,32,10", "1000,300,50", Deep })
            {
                foreach (NetworkArrangement arrangement in Enum.GetValues<NetworkArrangement>())
                {
                    data.Add(network, arrangement, 1600, 900);
                    data.Add(network, arrangement, 960, 540);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyArrangement_KeepsUnitsInTheFrameAndApart(string network, NetworkArrangement arrangement, int width, int height)
    {
        using PictureScene scene = Compose(network, arrangement, width, height);
        Box frame = new(0, 0, width, height);
        foreach (LayerView layer in scene.Layers)
        {
            Assert.True(frame.Contains(layer.Place.Extent), $"{layer.Place.Layer.Name} leaves the frame");
            Assert.True(layer.Place.Radius > 0 && 2 * layer.Place.Radius <= layer.Place.Pitch, "units overlap");
            Assert.All(layer.Tiles, tile => Assert.True(frame.Contains(tile.Box)));
            Assert.Equal(layer.Place.Units.Count, layer.Fills.Count);
        }
        foreach ((LayerView one, LayerView next) in scene.Layers.Zip(scene.Layers.Skip(1)))
            Assert.False(one.Place.Extent.Overlaps(next.Place.Extent), $"{one.Place.Layer.Name} and {next.Place.Layer.Name} overlap");
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyArrangement_KeepsLabelsInTheFrameAndApart(string network, NetworkArrangement arrangement, int width, int height)
    {
        using PictureScene scene = Compose(network, arrangement, width, height);
        Box frame = new(0, 0, width, height);
        IReadOnlyList<Label> labels = scene.Drawing.Labels;
        for (int index = 0; index < labels.Count; index++)
        {
            Assert.True(frame.Contains(labels[index].Box), $"'{labels[index].Text}' leaves the frame: {labels[index].Box}");
            for (int other = 0; other < index; other++)
                Assert.False(labels[index].Box.Overlaps(labels[other].Box), $"'{labels[index].Text}' and '{labels[other].Text}' overlap");
            Assert.All(scene.Layers, layer => Assert.False(labels[index].Box.Overlaps(layer.Place.Extent), $"'{labels[index].Text}' covers {layer.Place.Layer.Name}"));
        }
    }

    [Fact]
    public void Compose_RandomDeepNetworks_KeepEverythingInTheFrameAndApart() =>
        Gen.Select(Gen.Int[1, 200].Array[2, 24], Gen.Enum<NetworkArrangement>(), Gen.Int[800, 2000], Gen.Int[500, 1400]).Sample(
            (units, arrangement, width, height) =>
            {
                string network = string.Join(',', units);
                Compose_AnyArrangement_KeepsUnitsInTheFrameAndApart(network, arrangement, width, height);
                Compose_AnyArrangement_KeepsLabelsInTheFrameAndApart(network, arrangement, width, height);
                Compose_AnyArrangement_DrawsOrCountsEveryEdge(network, arrangement, width, height);
            },
            iter: 30,
            threads: 1);

    [Fact]
    public void Compose_DeepNetwork_NamesLayersInWholeWords()
    {
        using PictureScene scene = Compose(Deep, NetworkArrangement.Auto, 1920, 1080);

        Assert.Equal(18, scene.Drawing.Labels.Count(label => label.Text == "Hidden"));
        Assert.DoesNotContain(scene.Drawing.Labels, label => label.Text.EndsWith('…'));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Compose_AnyArrangement_DrawsOrCountsEveryEdge(string network, NetworkArrangement arrangement, int width, int height)
    {
        using PictureScene scene = Compose(network, arrangement, width, height);
        foreach (Connection connection in scene.Connections)
        {
            long all = connection.Count.Drawn + (long)connection.Count.LeftOut + connection.Count.Zero + connection.Count.NotFinite;
            long expected = connection is { IsSigned: false } && connection.Count.Drawn == connection.To.Units.Count && connection.Count.LeftOut == 0
                ? connection.Count.Drawn
                : (long)connection.From.Units.Count * connection.To.Units.Count;
            Assert.Equal(expected, all);
            float width0 = 0, weight0 = 0;
            foreach (Edge edge in connection.Edges)
            {
                Assert.True(MathF.Abs(edge.Weight) >= weight0 && edge.Width >= width0 - 1e-4f, "a stronger edge is thinner");
                (weight0, width0) = (MathF.Abs(edge.Weight), edge.Width);
                Assert.NotEqual(0, edge.Weight);
            }
        }
    }

    [Fact]
    public void Compose_Rows_PutsLayersBelowOneAnotherAndImagesUpright()
    {
        using PictureScene scene = Compose("64,32,10", NetworkArrangement.Rows, 1600, 900);

        Assert.True(scene.Layers[0].Place.Extent.Bottom < scene.Layers[1].Place.Extent.Top);
        Assert.Equal(scene.Layers[1].Place.Units[0].Y, scene.Layers[1].Place.Units[31].Y);
        EdgePath path = scene.Connections[0].Path(scene.Connections[0].Edges[0]);
        Assert.True(path.Leave.Y < path.Arrive.Y && path.Control1.X == path.Leave.X);
    }

    [Fact]
    public void Compose_RowsOfAnImage_KeepItUpright()
    {
        SyntheticRun run = SyntheticRun.Digits(1);
        using PictureScene scene = new SceneComposer(run.Network, run.History, new SceneOptions { Arrangement = NetworkArrangement.Rows }).Compose(run.Frame(1));
        LayerPlace input = scene.Layers[0].Place;

        Assert.Equal((8, 8), (input.Columns, input.Rows));
        Assert.Equal(input.Units[0].Y, input.Units[7].Y);
        Assert.Equal(input.Units[0].X, input.Units[56].X);
    }

    [Fact]
    public void Compose_Columns_NeverWraps()
    {
        using PictureScene scene = Compose("1000,300,50", NetworkArrangement.Columns, 1600, 900);

        Assert.All(scene.Layers, layer => Assert.Equal(1, layer.Place.Columns));
    }

    [Fact]
    public void Compose_Convolutions_SayWhatALineIs()
    {
        using PictureScene scene = Compose("convolution", NetworkArrangement.Auto, 1600, 900);

        Assert.Contains(scene.Drawing.Labels, label => label.Text.Contains("norm of a kernel", StringComparison.Ordinal));
        Assert.Contains(scene.Drawing.Labels, label => label.Text.Contains("norm over a channel", StringComparison.Ordinal));
        Assert.Contains(scene.Drawing.Labels, label => label.Text.Contains("flatten", StringComparison.Ordinal));
        Assert.Equal([1, 8, 8, 16, 0], scene.Layers.Select(layer => layer.Tiles.Count));
    }

    [Fact]
    public void Compose_Residual_DrawsTheLineAround()
    {
        using PictureScene scene = Compose("residual", NetworkArrangement.Auto, 1600, 900);

        Assert.Contains(scene.Drawing.Labels, label => label.Text == "adds Hidden Layer 1");
    }

    private static PictureScene Compose(string network, NetworkArrangement arrangement, int width, int height)
    {
        SyntheticRun run = network switch
        {
            "convolution" => SyntheticRun.Convolution(2),
            "residual" => SyntheticRun.Residual(2),
            _ => SyntheticRun.Dense([.. network.Split(',').Select(int.Parse)], "relu", epochs: 2),
        };
        SceneOptions options = new() { Width = width, Height = height, Arrangement = arrangement };
        return new SceneComposer(run.Network, run.History, options).Compose(run.Frame(2));
    }
}
