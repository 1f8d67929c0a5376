namespace TrainRecorder.Training.Tests;

/// <summary>Stopped at any epoch, a run goes on to the recording it would have made.</summary>
public class ResumeTests
{
    private const int Epochs = 4;

    [Theory]
    [InlineData("""{ "adam": { "learning_rate": 0.01 } }""")]
    [InlineData("""{ "sgd": { "learning_rate": 0.05, "momentum": 0.9 } }""")]
    [InlineData("""{ "sgd": { "learning_rate": 0.05 } }""")]
    public async Task Train_StoppedAtEachEpochInTurn_RecordsTheSameBits(string optimizer)
    {
        var file = DataFiles.Path("iris.csv");
        var job = TestRuns.Resolve($$"""
            {
              "data": { "dataset": "DATASET", "label": "species" },
              "network": { "shape": [4, 6, 3], "activation": "tanh" },
              "training": { "optimizer": {{optimizer}}, "epochs": {{Epochs}}, "batch_size": 16, "seed": 9 }
            }
            """, file);
        await AssertResumesAsync(job, file);
    }

    [Fact]
    public async Task Train_WithDropoutAndRunningStatistics_RecordsTheSameBits()
    {
        var file = DataFiles.Path("iris.csv");
        var job = TestRuns.Resolve($$"""
            {
              "data": { "dataset": "DATASET", "label": "species" },
              "network": {
                "input_shape": [1, 2, 2],
                "layers": [
                  { "conv2d": { "channels": 3, "kernel_size": [2], "padding": [1] } }, { "batch_norm": { "activation": "relu" } }, { "dropout": { "rate": 0.2 } },
                  { "residual": { "layers": [ { "conv2d": { "channels": 3, "kernel_size": [1] } }, { "batch_norm": {} }, { "dropout": {} } ] } },
                  { "flatten": {} }, { "dense": { "units": 5 } }, { "layer_norm": {} }, { "dense": { "units": 3 } }
                ]
              },
              "training": { "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": {{Epochs}}, "batch_size": 16, "seed": 9 }
            }
            """, file);
        await AssertResumesAsync(job, file);
    }

    private static async Task AssertResumesAsync(V1.Job job, string file)
    {
        var whole = await TestRuns.TrainAsync(job, file);

        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var resumed = await TestRuns.TrainInTwoAsync(job, epoch, file);

            Assert.Equal(whole.Rows.Length, resumed.Rows.Length);
            for (var i = 0; i < whole.Rows.Length; i++)
            {
                foreach (var (path, value) in whole.Rows[i])
                    Assert.True(Recorded.Bytes(value).AsSpan().SequenceEqual(Recorded.Bytes(resumed.Rows[i][path])), $"{path} differs at epoch {i} when stopped after {epoch}");
            }
        }
    }
}
