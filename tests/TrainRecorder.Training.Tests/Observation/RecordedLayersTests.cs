using TrainRecorder.Training.Observation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Observation;

/// <summary>What layers of every kind record, and how they hang together.</summary>
public class RecordedLayersTests
{
    private static readonly Job Job = TestRuns.Resolve("""
        { "data": { "generate": { "teacher": { "features": 36, "classes": 2, "samples": 50 } } },
          "network": { "input_shape": [1, 6, 6], "layers": [
            { "name": "conv", "conv2d": { "channels": 4, "kernel_size": [3], "bias": false } },
            { "name": "block", "residual": {
                "layers": [ { "name": "norm", "batch_norm": {} }, { "name": "wide", "conv2d": { "channels": 5, "kernel_size": [1] } } ],
                "shortcut": [ { "conv2d": { "channels": 5, "kernel_size": [1] } } ] } },
            { "name": "plain", "residual": { "layers": [ { "name": "drop", "dropout": {} } ] } },
            { "name": "pool", "global_average_pool": {} }, { "dense": { "units": 2 } } ] } }
        """);

    [Fact]
    public void Of_Blocks_NamesTheLayersInsideAndWhatComesIn() => Assert.Equal(
        [
            "input input [ 1, 6, 6 ] <- [ ]", "conv conv2d [ 4, 4, 4 ] <- [ ]", "block_norm batch_norm [ 4, 4, 4 ] <- [ ]", "block_wide conv2d [ 5, 4, 4 ] <- [ ]",
            "block_shortcut1 conv2d [ 5, 4, 4 ] <- [ \"conv\" ]", "block residual [ 5, 4, 4 ] <- [ \"block_wide\", \"block_shortcut1\" ]",
            "plain_drop dropout [ 5, 4, 4 ] <- [ ]", "plain residual [ 5, 4, 4 ] <- [ \"plain_drop\", \"block\" ]",
            "pool global_average_pool [ 5 ] <- [ ]", "output dense [ 2 ] <- [ ]",
        ],
        RecordedLayers.Of(Job).Select(record => $"{record.Layer.Name} {record.Layer.Kind} {record.Layer.Shape} <- {record.Layer.Inputs}"));

    [Fact]
    public void Columns_OfKinds_AreThoseThatTheyHave()
    {
        var columns = RecordedLayers.Columns(Job, 3).ToDictionary(column => column.Path, column => $"{column.Shape} {column.Axes}");

        Assert.Equal("[ 4, 1, 3, 3 ] [ \"output\", \"input\", \"kernel_height\", \"kernel_width\" ]", columns["conv.weight"]);
        Assert.DoesNotContain("conv.bias", columns.Keys);
        Assert.Equal("[ 3, 4, 4, 4 ] [ \"probe\", \"channel\", \"height\", \"width\" ]", columns["conv.activation"]);
        Assert.Equal("[ 4 ] [ \"unit\" ]", columns["conv.saturation"]);
        Assert.Equal("[ 4 ] [ \"unit\" ]", columns["block_norm.running_variance"]);
        Assert.Equal("[ 4 ] [ \"unit\" ]", columns["block_norm.weight"]);
        Assert.DoesNotContain(columns.Keys, path => path is "plain_drop.weight" or "block.weight" or "pool.bias");
    }

    [Fact]
    public void Columns_OfAnEmbedding_NameIndexAndDimension()
    {
        var job = Job.Parser.ParseJson("""
            { "data": { "generate": { "xor": { "samples": 50 } } },
              "network": { "layers": [ { "embedding": { "vocabulary": 7, "dimensions": 3 } }, { "flatten": {} }, { "dense": { "units": 2 } } ] } }
            """);
        var columns = RecordedLayers.Columns(JobResolver.Resolve(job, null).Job, 5).ToDictionary(column => column.Path, column => $"{column.Shape} {column.Axes}");

        Assert.Equal("[ 7, 3 ] [ \"index\", \"dimension\" ]", columns["hidden1.weight"]);
        Assert.Equal("[ 5, 2, 3 ] [ \"probe\", \"position\", \"unit\" ]", columns["hidden1.activation"]);
        Assert.Equal("[ 3 ] [ \"unit\" ]", columns["hidden1.mean_activation"]);
    }

    [Fact]
    public void Prepare_EmbeddingOfOtherNumbers_SaysWhichRowAndFeature()
    {
        var job = TestRuns.Resolve("""
            { "data": { "generate": { "xor": { "samples": 50 } } },
              "network": { "layers": [ { "embedding": { "vocabulary": 7, "dimensions": 3 } }, { "flatten": {} }, { "dense": { "units": 2 } } ] } }
            """);

        var refused = Assert.Throws<DataException>(() => TrainingRun.Prepare(job, null, threads: 1));

        Assert.StartsWith("Layer 'hidden1' (embedding) takes whole numbers from 0 to 6; rows and features counted from 0, these are others: row ", refused.Message, StringComparison.Ordinal);
    }
}
