using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

public sealed class StandardColumnsTests
{
    private static readonly LayerRecord _dense = new(
        new LayerInfo { Name = "hidden1", Kind = "dense", Shape = { 8 }, Activation = "tanh" }, [8, 4], [8], 8, Saturation: true);

    [Fact]
    public void For_DenseLayer_HasTheColumnsOfTheSpecificationInOrder()
    {
        string[] columns = [.. StandardColumns.For([_dense], ["accuracy"], 16).Select(Text)];
        Assert.Equal(
            [
                "epoch int32 [] every", "step int64 [] every", "elapsed_seconds double [] every", "train.loss double [] every",
                "train.accuracy double [] every", "train.learning_rate double [] every", "train.gradient_norm double [] every",
                "validation.loss double [] every", "validation.accuracy double [] every", "probe.sample list<int64> [probe=16] first",
                "probe.target list<float> [probe=16] first", "findings string [] every", "hidden1.weight list<float> [output=8,input=4] every",
                "hidden1.bias list<float> [unit=8] every", "hidden1.activation list<float> [probe=16,unit=8] every",
                "hidden1.saturation list<float> [unit=8] every", "hidden1.saturated_fraction list<float> [unit=8] every",
                "hidden1.mean_activation list<float> [unit=8] every", "hidden1.zero_fraction list<float> [unit=8] every",
                "hidden1.summary list<double> [statistic=28] every",
            ],
            columns);
    }

    [Fact]
    public void For_Gradients_StandBehindTheirTensors()
    {
        string[] columns = [.. StandardColumns.For([_dense], [], 16, gradients: true).Select(column => column.Path).Where(path => path.StartsWith('h'))];
        Assert.Equal(["hidden1.weight", "hidden1.weight_gradient", "hidden1.bias", "hidden1.bias_gradient"], columns[..4]);
    }

    [Fact]
    public void For_LayersOfOtherKinds_HaveTheColumnsThatMakeSense()
    {
        LayerRecord input = new(new LayerInfo { Name = "input", Kind = "input", Shape = { 3, 8, 8 } }, null, null, 3, Saturation: false);
        LayerRecord convolution = new(new LayerInfo { Name = "conv", Kind = "conv2d", Shape = { 6, 4, 4 } }, [6, 3, 5, 5], [6], 6, Saturation: true);
        LayerRecord norm = new(new LayerInfo { Name = "norm", Kind = "batch_norm", Shape = { 6, 4, 4 } }, [6], [6], 6, Saturation: false) { RunningStatistics = true };
        LayerRecord dropout = new(new LayerInfo { Name = "drop", Kind = "dropout", Shape = { 96 } }, null, null, 96, Saturation: false);

        string[] columns = [.. StandardColumns.For([input, convolution, norm, dropout], [], 2).Where(StandardColumns.IsOfLayer).Select(Text)];

        Assert.Equal("input.activation list<float> [probe=2,channel=3,height=8,width=8] first", columns[0]);
        Assert.Equal("conv.weight list<float> [output=6,input=3,kernel_height=5,kernel_width=5] every", columns[1]);
        Assert.Contains("norm.running_variance list<float> [unit=6] every", columns);
        Assert.Contains("drop.saturation list<float> [unit=96] never", columns);
        Assert.DoesNotContain(columns, column => column.StartsWith("drop.weight", StringComparison.Ordinal));
    }

    [Fact]
    public void For_ReservedName_IsRefused()
    {
        LayerRecord wrong = _dense with { Layer = new LayerInfo { Name = "train", Kind = "dense", Shape = { 8 } } };
        Assert.Contains("'train'", Assert.Throws<ArgumentException>(() => StandardColumns.For([wrong], [], 1)).Message, StringComparison.Ordinal);
    }

    private static string Text(ColumnInfo column) =>
        $"{column.Path} {column.Type} [{string.Join(",", column.Axes.Zip(column.Shape, (axis, size) => $"{axis}={size}"))}] {column.Schedule}";
}
