namespace TrainRecorder.Training.Tests;

/// <summary>Networks learn what they should: the examples by their own seed, and by others too.</summary>
public class QualityTests
{
    /// <param name="example">A job under deploy/examples.</param>
    /// <param name="score">Of the validation part, after the last epoch.</param>
    /// <param name="wanted">Reached by the example's own seed, and by the others on average: iris has 60 samples to be judged by, of which one is 1.7 %.</param>
    /// <param name="others">How many seeds are tried besides: 1, 2, …</param>
    [Theory]
    [InlineData("digits-conv.json", "accuracy", 0.985, 1)]
    [InlineData("digits-idx.json", "accuracy", 0.97, 2)]
    [InlineData("digits.json", "accuracy", 0.96, 2)]
    [InlineData("iris.json", "accuracy", 0.95, 10)]
    [InlineData("iris-npz.json", "accuracy", 0.95, 10)]
    [InlineData("diabetes.json", "r_squared", 0.4, 10)]
    [InlineData("spirals.json", "accuracy", 0.97, 3)]
    public async Task Train_Example_ReachesItsScoreWhateverTheSeed(string example, string score, double wanted, int others)
    {
        var own = (await TrainAsync(example)).Last($"validation.{score}");
        var scores = new List<double>();
        for (var seed = 1; seed <= others; seed++) scores.Add((await TrainAsync(example, seed)).Last($"validation.{score}"));

        Assert.True(own >= wanted, $"{example}: {score} {own}");
        Assert.True(scores.Average() >= wanted, $"{example}, seeds 1 to {others}: {string.Join(", ", scores)}");
    }

    [Fact]
    public async Task Train_Convolutions_AreRecordedByChannel()
    {
        var recorded = await TrainAsync("digits-conv.json", epochs: 1);

        var conv = recorded.Manifest.Layers.Single(layer => layer.Name == "conv1");
        Assert.Equal(("conv2d", "relu", "[ 16, 8, 8 ]"), (conv.Kind, conv.Activation, conv.Shape.ToString()));
        Assert.Equal([16, 1, 3, 3], recorded.Manifest.Columns.Single(column => column.Path == "conv1.weight").Shape);
        Assert.Equal(16, recorded.Floats("conv1.saturation", 1).Length);
    }

    [Fact]
    public async Task Train_Regression_ScoresAgreeWithEachOther()
    {
        var recorded = await TrainAsync("diabetes.json");

        // R² = 1 - MSE / variance of the validation part's targets, which the probe (all of it) holds.
        var targets = recorded.Floats("probe.target", 0);
        Assert.Equal(88, targets.Length);
        var mean = targets.Average();
        var variance = targets.Average(target => (target - mean) * (target - mean));
        var rmse = recorded.Last("validation.rmse");
        Assert.Equal(1 - (rmse * rmse / variance), recorded.Last("validation.r_squared"), 1e-4);
        Assert.InRange(recorded.Last("validation.mae"), 0, rmse);
        Assert.Equal(recorded.Last("validation.loss"), rmse * rmse, 1e-6 * rmse * rmse);
    }

    [Fact]
    public async Task Train_TwoClasses_ScoresAgreeWithEachOther()
    {
        var recorded = await TrainAsync("spirals.json");

        Assert.True(recorded.Last("validation.auc") >= 0.99, $"{recorded.Last("validation.auc")}");
        Assert.Equal(recorded.Last("validation.loss"), recorded.Last("validation.log_loss"), 1e-4);
        var confusion = (long[])recorded.Rows[^1]["validation.confusion"]!;
        Assert.Equal(200, confusion.Sum());
        Assert.Equal(recorded.Last("validation.accuracy"), (confusion[0] + confusion[3]) / 200.0, 1e-12);
        Assert.Equal(recorded.Last("validation.auc"), recorded.Metrics[^1].Validation["auc"]);
    }

    [Theory]
    [InlineData("""
        { "data": { "generate": { "xor": { "samples": 500 } } }, "network": { "shape": [2, 8, 8, 2], "activation": "tanh" },
          "training": { "optimizer": { "adam": { "learning_rate": 0.02 } }, "epochs": 40, "batch_size": 10, "seed": 3 } }
        """, 0.95)]
    [InlineData("""
        { "data": { "generate": { "teacher": { "features": 20, "classes": 5, "samples": 3000 } } }, "network": { "shape": [20, 32, 5] }, "training": { "epochs": 20, "seed": 3 } }
        """, 0.7)]
    public async Task Train_GeneratedData_IsLearnt(string json, double accuracy)
    {
        var recorded = await TestRuns.TrainAsync(TestRuns.Resolve(json));

        Assert.True(recorded.Last("validation.accuracy") >= accuracy, $"{recorded.Last("validation.accuracy")}");
    }

    private static async Task<Recorded> TrainAsync(string example, int? seed = null, int? epochs = null)
    {
        using var datasets = new TestDatasets();
        var job = datasets.Read(DataFiles.Path(example), job =>
        {
            if (seed is not null) job["training"]!["seed"] = seed;
            if (epochs is not null) job["training"]!["epochs"] = epochs;
        });
        return await TestRuns.TrainAsync(job, datasets.Files);
    }
}
