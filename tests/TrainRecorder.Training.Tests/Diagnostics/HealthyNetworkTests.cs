namespace TrainRecorder.Training.Tests.Diagnostics;

/// <summary>Networks that learn as they should raise nothing.</summary>
public class HealthyNetworkTests
{
    [Theory]
    [InlineData("digits.csv", """
        {
          "data": { "dataset": "DATASET", "label": "digit", "normalization": "min_max" }, "network": { "shape": [64, 32, 10], "activation": "tanh" },
          "training": { "optimizer": { "adam": { "learning_rate": 0.003 } }, "epochs": 60, "seed": 7 }
        }
        """)]
    [InlineData("digits.csv", """
        {
          "data": { "dataset": "DATASET", "label": "digit" }, "network": { "shape": [64, 64, 32, 10] },
          "training": { "optimizer": { "sgd": { "learning_rate": 0.05, "momentum": 0.9 } }, "schedule": { "cosine": {} }, "epochs": 15, "seed": 2 }
        }
        """)]
    [InlineData("iris.csv", """
        {
          "data": { "dataset": "DATASET", "label": "species" }, "network": { "shape": [4, 8, 3], "activation": "tanh" },
          "training": { "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": 60, "batch_size": 16, "seed": 7 }
        }
        """)]
    [InlineData("diabetes.csv", """
        {
          "data": { "dataset": "DATASET", "label": "progression", "validation_fraction": 0.3 }, "network": { "shape": [10, 16, 1] },
          "training": { "optimizer": { "adam": { "learning_rate": 0.02 } }, "epochs": 60, "seed": 1 }
        }
        """)]
    [InlineData(null, """
        {
          "data": { "generate": { "teacher": { "features": 20, "classes": 5, "samples": 3000 } } }, "network": { "shape": [20, 32, 5] },
          "training": { "epochs": 20, "seed": 3, "schedule": { "one_cycle": { "max_lr": 0.01 } } }
        }
        """)]
    [InlineData(null, """
        {
          "data": { "generate": { "xor": { "samples": 500 } } }, "network": { "shape": [2, 8, 8, 2], "activation": "tanh" },
          "training": { "optimizer": { "adam": { "learning_rate": 0.02 } }, "epochs": 60, "batch_size": 10, "seed": 3 }
        }
        """)]
    [InlineData(null, """
        {
          "data": { "generate": { "xor": { "samples": 500 } }, "task": "classification" }, "network": { "shape": [2, 8, 8, 1], "activation": "tanh" },
          "training": { "optimizer": { "adamw": { "learning_rate": 0.02 } }, "epochs": 60, "batch_size": 10, "seed": 5 }
        }
        """)]
    [InlineData(null, """
        {
          "data": { "generate": { "teacher": { "features": 1000, "classes": 50, "samples": 3000 } } }, "network": { "shape": [1000, 300, 50] },
          "training": { "epochs": 3, "batch_size": 64, "seed": 1 }
        }
        """)]
    public async Task Train_Healthy_FindsNothing(string? file, string json)
    {
        var path = file is null ? null : DataFiles.Path(file);

        var recorded = await TestRuns.TrainAsync(TestRuns.Resolve(json, path), path);

        Assert.Empty(recorded.Findings.Select(finding => $"{finding.Rule} {finding.Layer} {finding.Epoch}: {finding.Value} ({finding.Threshold})"));
    }
}
