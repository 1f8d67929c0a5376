namespace TrainRecorder.Training.Tests.Observation;

/// <summary>What a job asks to be recorded is recorded, and nothing else changes.</summary>
public class RecordingOptionsTests
{
    private static readonly string File = DataFiles.Path("iris.csv");

    [Fact]
    public async Task Train_Gradients_AreThoseThatTheStepTook()
    {
        // One batch an epoch and plain descent: the weights change by the rate times the gradient, and by nothing else.
        var recorded = await TrainAsync("""{ "gradients": true }""", """{ "optimizer": { "sgd": { "learning_rate": 0.5 } }, "batch_size": 1000, "epochs": 3 }""");

        Assert.Null(recorded.Rows[0]["hidden1.weight_gradient"]);
        Assert.Null(recorded.Rows[0]["output.bias_gradient"]);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            var squares = 0.0;
            foreach (var name in (string[])["hidden1.weight", "hidden1.bias", "output.weight", "output.bias"])
            {
                var gradient = recorded.Floats($"{name}_gradient", epoch);
                var (before, after) = (recorded.Floats(name, epoch - 1), recorded.Floats(name, epoch));
                for (var i = 0; i < gradient.Length; i++) Assert.Equal(before[i] - (0.5 * gradient[i]), after[i], 1e-6);
                squares += gradient.Sum(value => (double)value * value);
            }
            Assert.Equal(recorded.Number("train.gradient_norm", epoch), Math.Sqrt(squares), 1e-9);
        }
    }

    [Fact]
    public async Task Train_ClippedGradients_AreRecordedAsTheyWereBefore()
    {
        const string training = """{ "optimizer": { "sgd": { "learning_rate": 0.5 } }, "batch_size": 1000, "epochs": 1 CLIPPING }""";
        var free = await TrainAsync("""{ "gradients": true }""", training.Replace("CLIPPING", "", StringComparison.Ordinal));
        var clipped = await TrainAsync("""{ "gradients": true }""", training.Replace("CLIPPING", """, "clipping": { "norm": 1e-3 }""", StringComparison.Ordinal));

        Assert.Equal(free.Floats("hidden1.weight_gradient", 1), clipped.Floats("hidden1.weight_gradient", 1));
        Assert.Equal(free.Number("train.gradient_norm", 1), clipped.Number("train.gradient_norm", 1));
        Assert.NotEqual(free.Floats("hidden1.weight", 1), clipped.Floats("hidden1.weight", 1));
    }

    [Theory]
    [InlineData("""{ "exclude": ["*.weight", "*.activation", "hidden1.bias"] }""")]
    [InlineData("""{ "include": ["*.summary", "hidden1.saturation"] }""")]
    [InlineData("""{ "include": ["output.*"], "exclude": ["*.summary"], "gradients": true }""")]
    [InlineData("""{ "include": ["hidden1.weight_gradient"], "gradients": true }""")]
    public async Task Train_SomeColumns_AreTheSameAsWithAll(string recording)
    {
        var all = await TrainAsync("""{ "gradients": true }""", Training);

        var some = await TrainAsync(recording, Training);

        Assert.True(some.Rows[0].Count < all.Rows[0].Count);
        for (var epoch = 0; epoch < all.Rows.Length; epoch++)
        {
            foreach (var (path, value) in some.Rows[epoch])
                Assert.True(Recorded.Bytes(value).AsSpan().SequenceEqual(Recorded.Bytes(all.Rows[epoch][path])), $"{path} differs at epoch {epoch}");
        }
        Assert.Equal(all.Findings, some.Findings);
        Assert.NotEmpty(some.Findings);
    }

    [Fact]
    public async Task Train_NothingOfLayers_RecordsTheScalars()
    {
        var recorded = await TrainAsync("""{ "exclude": ["*"] }""", Training);

        Assert.All(recorded.Rows[0].Keys, path => Assert.Matches("^(epoch|step|findings|train\\..*|validation\\..*|probe\\..*)$", path));
        Assert.True(recorded.Number("train.loss", 3) < recorded.Number("train.loss", 0));
    }

    [Fact]
    public async Task Train_EarlyStopping_MarksTheBestEpoch()
    {
        var recorded = await TrainAsync(
            "{}", """{ "optimizer": { "adam": { "learning_rate": 1 } }, "epochs": 200, "early_stopping": { "patience": 4 } }""");

        var last = recorded.Rows.Length - 1;
        var best = (int)recorded.Number("train.best_epoch", last);
        Assert.Equal(last - 4, best);
        Assert.Equal(Enumerable.Range(1, last).MinBy(epoch => recorded.Number("validation.loss", epoch)), best);
        Assert.Equal(0, recorded.Number("train.best_epoch", 0));
        Assert.Equal(best, recorded.Metrics[^1].Train["best_epoch"]);
        Assert.Equal($"Stopped early at epoch {last}: validation.loss has not become better for 4 epochs; the best epoch is {best} with", recorded.End!.Reason[..recorded.End.Reason.LastIndexOf(' ')]);
    }

    private const string Training = """{ "optimizer": { "adam": { "learning_rate": 0.5 } }, "epochs": 3, "batch_size": 20 }""";

    private static Task<Recorded> TrainAsync(string recording, string training) => TestRuns.TrainAsync(
        TestRuns.Resolve(
            $$"""
            {
              "data": { "dataset": "DATASET", "label": "species" }, "network": { "shape": [4, 6, 3], "activation": "tanh" },
              "training": {{training}}, "recording": {{recording}}, "diagnostics": { "update_ratio": { "high": 0.01 } }
            }
            """,
            File),
        File);
}
