using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Tests.Wiring;

public sealed class DrawnNetworkTests
{
    [Fact]
    public void Of_Convolutions_HaveChannelsAsUnitsAndFoldWhatPassesOn()
    {
        DrawnNetwork drawn = DrawnNetwork.Of(SyntheticRun.Convolution().Network);

        Assert.Equal([1, 8, 8, 16, 10], drawn.Network.Layers.Select(layer => layer.Units));
        Assert.Equal([0, 1, 2, 3, 6], drawn.Recorded);
        Assert.Equal(["flatten", "dropout"], drawn.Network.Layers[3].PassedOnBy);
        Assert.All(drawn.Network.Layers.Take(4), layer => Assert.NotNull(layer.Tiles));
        Assert.Equal([WireKind.Strengths, WireKind.OneToOne, WireKind.Strengths, WireKind.Strengths], drawn.Wires.Select(wire => wire.Kind));
        Assert.Equal([9, 1, 9, 9], drawn.Wires.Select(wire => wire.Inner));
        Assert.Equal([true, false, true, false], drawn.Wires.Select(wire => wire.IsKernel));
    }

    [Fact]
    public void Of_ImageIntoDense_KeepsItsPixels()
    {
        DrawnNetwork drawn = DrawnNetwork.Of(SyntheticRun.Digits(1).Network);

        Assert.Equal([64, 32, 10], drawn.Network.Layers.Select(layer => layer.Units));
        Assert.All(drawn.Wires, wire => Assert.Equal(WireKind.Weights, wire.Kind));
    }

    [Fact]
    public void Of_Residual_JoinsTheSumToBothAndPassesNormOnOneToOne()
    {
        DrawnNetwork drawn = DrawnNetwork.Of(SyntheticRun.Residual().Network);

        Assert.Equal([(3, 4, WireKind.OneToOne), (1, 4, WireKind.OneToOne)], drawn.Wires.Where(wire => wire.To == 4).Select(wire => (wire.From, wire.To, wire.Kind)));
        Assert.True(drawn.Wires.Single(wire => wire is { From: 1, To: 4 }).Skips);
        Assert.Equal(WireKind.OneToOne, drawn.Wires.Single(wire => wire.To == 5).Kind);
    }

    [Theory]
    [InlineData(3, 4, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)]
    [InlineData(4, 3, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2)]
    public void Of_Embedding_JoinsEachNumberToWhatItLooksUp(int rows, int columns, params int[] chosenBy)
    {
        NetworkShape network = new(
        [
            new LayerShape { Name = "input", Title = "Input Layer", Kind = "input", Units = 3 },
            new LayerShape { Name = "hidden1", Title = "Hidden Layer 1", Kind = "embedding", Units = 12, Image = new ImageShape(1, rows, columns), WeightShape = [9, 4] },
        ]);

        Wire wire = Assert.Single(DrawnNetwork.Of(network).Wires);

        Assert.Equal(WireKind.Lookup, wire.Kind);
        Assert.False(wire.HasValues);
        Assert.Equal(chosenBy, Enumerable.Range(0, 12).Select(wire.ChosenBy));
    }

    [Fact]
    public void Matrix_Kernels_AreTheirNorms()
    {
        Wire wire = new(0, 1, WireKind.Strengths, UnitsFrom: 2, UnitsTo: 1, Inner: 2, IsKernel: true);

        Assert.Equal([5, 1], wire.Matrix([3, -4, 0, 1]));
    }

    [Fact]
    public void Matrix_Groups_JoinOnlyTheirOwnChannels()
    {
        Wire wire = new(0, 1, WireKind.Strengths, UnitsFrom: 2, UnitsTo: 2, Inner: 2, Groups: 2, IsKernel: true);

        Assert.Equal([5, 0, 0, 1], wire.Matrix([3, -4, 0, 1]));
    }

    [Fact]
    public void Frame_FoldedLayers_AreLeftOut()
    {
        SyntheticRun run = SyntheticRun.Convolution();
        FrameData seen = DrawnNetwork.Of(run.Network).Frame(run.Frame(3));

        Assert.Equal(5, seen.Layers.Count);
        Assert.Same(run.Frame(3).Layers[6].GetType(), seen.Layers[4].GetType());
        Assert.Equal(1440, seen.Layers[4].Weight!.Length);
    }
}
