namespace TrainRecorder.Training.Tests;

/// <summary>Real data is learnt as well as it should be.</summary>
public class QualityTests
{
    [Theory]
    [InlineData("standard", 0.96)]
    [InlineData("min_max", 0.97)]
    public async Task Train_Digits_ReachesItsAccuracy(string normalization, double accuracy)
    {
        var file = DataFiles.Path("digits.csv");
        var job = TestRuns.Resolve("""
            {
              "data": { "dataset": "DATASET", "label": "digit", "normalization": "NORMALIZATION" },
              "network": { "shape": [64, 32, 10], "activation": "tanh" },
              "training": { "optimizer": { "adam": { "learning_rate": 0.003 } }, "epochs": 60, "batch_size": 32, "seed": 7 }
            }
            """.Replace("NORMALIZATION", normalization, StringComparison.Ordinal), file);

        var recorded = await TestRuns.TrainAsync(job, file);

        Assert.True(recorded.Number("validation.accuracy", 60) >= accuracy, $"{recorded.Number("validation.accuracy", 60)}");
        Assert.True(recorded.Number("train.accuracy", 60) >= 0.99);
        Assert.InRange(recorded.Number("validation.accuracy", 0), 0, 0.3);
    }

    [Fact]
    public async Task Train_DigitsByConvolutions_ReachesNinetyEightAndAHalfPercent()
    {
        var file = DataFiles.Path("digits.csv");
        var example = File.ReadAllText(DataFiles.Path("digits-conv.json")).Replace("\"file\": \"digits.csv\"", "\"dataset\": \"DATASET\"", StringComparison.Ordinal);
        var job = TestRuns.Resolve(example, file);

        var recorded = await TestRuns.TrainAsync(job, file, threads: 2);

        var last = job.Training.Epochs;
        Assert.True(recorded.Number("validation.accuracy", last) >= 0.985, $"{recorded.Number("validation.accuracy", last)}");
        var conv = recorded.Manifest.Layers.Single(layer => layer.Name == "conv1");
        Assert.Equal(("conv2d", "relu", "[ 16, 8, 8 ]"), (conv.Kind, conv.Activation, conv.Shape.ToString()));
        Assert.Equal([16, 1, 3, 3], recorded.Manifest.Columns.Single(column => column.Path == "conv1.weight").Shape);
        Assert.Equal(16, recorded.Floats("conv1.saturation", last).Length);
    }

    [Fact]
    public async Task Train_Iris_ReachesNinetyFivePercent()
    {
        var file = DataFiles.Path("iris.csv");
        var job = TestRuns.Resolve("""
            {
              "data": { "dataset": "DATASET", "label": "species" },
              "network": { "shape": [4, 8, 3], "activation": "tanh" },
              "training": { "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": 30, "batch_size": 16, "seed": 7 }
            }
            """, file);

        var recorded = await TestRuns.TrainAsync(job, file);

        Assert.True(recorded.Number("validation.accuracy", 30) >= 0.95, $"{recorded.Number("validation.accuracy", 30)}");
    }

    [Fact]
    public async Task Train_Diabetes_ExplainsFortyPercentOfTheVariance()
    {
        var file = DataFiles.Path("diabetes.csv");
        var job = TestRuns.Resolve("""
            {
              "data": { "dataset": "DATASET", "label": "progression", "validation_fraction": 0.3 },
              "network": { "shape": [10, 16, 1] },
              "training": { "optimizer": { "adam": { "learning_rate": 0.02 } }, "epochs": 60, "batch_size": 32, "seed": 1 }
            }
            """, file);

        var recorded = await TestRuns.TrainAsync(job, file);

        // R² = 1 - MSE / variance of the validation part's targets, which the probe (all of it) holds.
        var targets = recorded.Floats("probe.target", 0);
        Assert.Equal(133, targets.Length);
        var mean = targets.Average();
        var variance = targets.Average(target => (target - mean) * (target - mean));
        var rmse = recorded.Number("validation.rmse", 60);
        Assert.True(recorded.Number("validation.r_squared", 60) >= 0.4, $"{recorded.Number("validation.r_squared", 60)}");
        Assert.Equal(1 - (rmse * rmse / variance), recorded.Number("validation.r_squared", 60), 1e-4);
        Assert.InRange(recorded.Number("validation.mae", 60), 0, rmse);
        Assert.Equal(recorded.Number("validation.loss", 60), rmse * rmse, 1e-6 * rmse * rmse);
    }

    [Fact]
    public async Task Train_Xor_IsSolvedByTanh()
    {
        var job = TestRuns.Resolve("""
            {
              "data": { "generate": { "xor": { "samples": 500 } } },
              "network": { "shape": [2, 8, 8, 2], "activation": "tanh" },
              "training": { "optimizer": { "adam": { "learning_rate": 0.02 } }, "epochs": 40, "batch_size": 10, "seed": 3 }
            }
            """);

        var recorded = await TestRuns.TrainAsync(job);

        Assert.True(recorded.Number("validation.accuracy", 40) >= 0.95, $"{recorded.Number("validation.accuracy", 40)}");
    }

    [Fact]
    public async Task Train_Spirals_AreSolvedByTanh()
    {
        var job = TestRuns.Resolve(File.ReadAllText(DataFiles.Path("spirals.json")));

        var recorded = await TestRuns.TrainAsync(job);

        Assert.True(recorded.Number("validation.accuracy", 200) >= 0.97, $"{recorded.Number("validation.accuracy", 200)}");
        Assert.True(recorded.Number("validation.auc", 200) >= 0.99, $"{recorded.Number("validation.auc", 200)}");
        Assert.InRange(recorded.Number("validation.log_loss", 200), 0, 0.15);
        Assert.Equal(recorded.Number("validation.loss", 200), recorded.Number("validation.log_loss", 200), 1e-4);
        var confusion = (long[])recorded.Rows[200]["validation.confusion"]!;
        Assert.Equal(200, confusion.Sum());
        Assert.Equal(recorded.Number("validation.accuracy", 200), (confusion[0] + confusion[3]) / 200.0, 1e-12);
        Assert.Equal(recorded.Number("validation.auc", 200), recorded.Metrics[200].Validation["auc"]);
    }

    [Fact]
    public async Task Train_Teacher_IsLearntBetterThanByChance()
    {
        var job = TestRuns.Resolve("""
            {
              "data": { "generate": { "teacher": { "features": 20, "classes": 5, "samples": 3000 } } },
              "network": { "shape": [20, 32, 5] },
              "training": { "epochs": 20, "seed": 3 }
            }
            """);

        var recorded = await TestRuns.TrainAsync(job);

        Assert.True(recorded.Number("validation.accuracy", 20) >= 0.7, $"{recorded.Number("validation.accuracy", 20)}");
    }
}
