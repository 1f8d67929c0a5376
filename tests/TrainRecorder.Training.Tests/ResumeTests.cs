namespace TrainRecorder.Training.Tests;

/// <summary>Stopped at any epoch, a run goes on to the recording it would have made.</summary>
public class ResumeTests
{
    [Theory]
    [InlineData("""{ "optimizer": { "adam": { "learning_rate": 0.01 } } }""")]
    [InlineData("""{ "optimizer": { "sgd": { "learning_rate": 0.05, "momentum": 0.9 } } }""")]
    [InlineData("""{ "optimizer": { "sgd": { "learning_rate": 0.05 } }, "schedule": { "cosine": {} } }""")]
    [InlineData("""{ "optimizer": { "sgd": { "momentum": 0.8, "nesterov": true, "weight_decay": 0.01 } }, "schedule": { "one_cycle": {} }, "clipping": { "norm": 0.5 } }""")]
    [InlineData("""{ "optimizer": { "rmsprop": { "momentum": 0.5, "centered": true } }, "schedule": { "step": { "step_size": 2 } }, "warmup": { "steps": 20 } }""")]
    [InlineData("""{ "optimizer": { "sgd": { "dampening": 0.3, "momentum": 0.9 } }, "warmup": { "epochs": 3 }, "label_smoothing": 0.1 }""")]
    public async Task Train_StoppedAtEachEpochInTurn_RecordsTheSameBits(string training) => await CheckAsync(training, epochs: 4);

    [Theory]
    [InlineData("adam", "validation.loss")]
    [InlineData("adamw", "validation.accuracy")]
    public async Task Train_WithPlateauEarlyStoppingAndFindings_RecordsTheSameBits(string optimizer, string monitor)
    {
        // So steep that the loss soon swings, units saturate and findings begin and end.
        var whole = await CheckAsync(
            $$"""
            {
              "optimizer": { "{{optimizer}}": { "learning_rate": 0.5 } }, "class_weights": { "balanced": true }, "clipping": { "value": 0.05 },
              "schedule": { "plateau": { "monitor": "{{monitor}}", "patience": 1, "factor": 0.3, "cooldown": 1 } },
              "early_stopping": { "monitor": "{{monitor}}", "patience": 5 }
            }
            """,
            epochs: 30);

        Assert.NotNull(whole.End);
        Assert.False(whole.End.Failed);
        Assert.True(whole.Metrics.Select(metrics => metrics.Train["learning_rate"]).Distinct().Count() > 1);
        Assert.NotEmpty(whole.Findings);
    }

    private static async Task<Recorded> CheckAsync(string training, int epochs)
    {
        var file = DataFiles.Path("iris.csv");
        var job = TestRuns.Resolve($$"""
            {
              "data": { "dataset": "DATASET", "label": "species" }, "network": { "shape": [4, 6, 3], "activation": "tanh" },
              "training": {{training}}, "recording": { "gradients": true }, "diagnostics": { "update_ratio": { "high": 0.1 }, "saturated_units": { "threshold": 0.1 } }
            }
            """, file, job => (job.Training.Epochs, job.Training.BatchSize, job.Training.Seed) = (epochs, 16, 9));
        return await CheckAsync(job, file);
    }

    [Fact]
    public async Task Train_WithDropoutAndRunningStatistics_RecordsTheSameBits()
    {
        var file = DataFiles.Path("iris.csv");
        var job = TestRuns.Resolve("""
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
              "training": { "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": 5, "batch_size": 16, "seed": 9, "schedule": { "plateau": { "patience": 0 } }, "early_stopping": { "patience": 2 }, "clipping": { "norm": 1 } }
            }
            """, file);
        await CheckAsync(job, file);
    }

    [Theory]
    [MemberData(nameof(EveryKind.Indices), MemberType = typeof(EveryKind))]
    public async Task Train_EveryKindStoppedAtEachEpoch_RecordsTheSameBits(int index)
    {
        using var job = EveryKind.Get(index, job => job.Training.Epochs = 4);
        await CheckAsync(job.Job, job.File);
    }

    private static async Task<Recorded> CheckAsync(V1.Job job, string? file)
    {
        var whole = await TestRuns.TrainAsync(job, file);

        for (var epoch = 0; epoch < whole.Rows.Length - 1; epoch++)
        {
            var resumed = await TestRuns.TrainInTwoAsync(job, epoch, file);

            Assert.Equal(whole.Rows.Length, resumed.Rows.Length);
            for (var i = 0; i < whole.Rows.Length; i++)
            {
                foreach (var (path, value) in whole.Rows[i])
                    Assert.True(Recorded.Bytes(value).AsSpan().SequenceEqual(Recorded.Bytes(resumed.Rows[i][path])), $"{path} differs at epoch {i} when stopped after {epoch}");
            }
        }
        return whole;
    }
}
