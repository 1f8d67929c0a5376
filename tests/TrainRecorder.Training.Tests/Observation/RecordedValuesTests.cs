using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Observation;

/// <summary>What a recording says agrees with itself and with what was reported.</summary>
public class RecordedValuesTests
{
    private static readonly string File = DataFiles.Path("iris.csv");

    private static Job Iris(int epochs) => TestRuns.Resolve($$"""
        {
          "data": { "dataset": "DATASET", "label": "species" },
          "network": { "layers": [ { "name": "wide", "dense": { "units": 6, "activation": "tanh" } }, { "dense": { "units": 3 } } ] },
          "training": { "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": {{epochs}}, "batch_size": 50, "seed": 2 },
          "recording": { "probe_samples": 12 }
        }
        """, File);

    [Fact]
    public async Task Train_EveryEpoch_RecordsWhatItReports()
    {
        var recorded = await TestRuns.TrainAsync(Iris(3), File);

        Assert.Equal([0, 1, 2, 3], recorded.Metrics.Select(metrics => metrics.Epoch));
        foreach (var metrics in recorded.Metrics)
        {
            foreach (var (name, value) in metrics.Train) Assert.Equal(value, recorded.Number($"train.{name}", metrics.Epoch));
            foreach (var (name, value) in metrics.Validation) Assert.Equal(value, recorded.Number($"validation.{name}", metrics.Epoch));
            Assert.Equal(["accuracy", "gradient_norm", "learning_rate", "loss"], metrics.Train.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(["accuracy", "log_loss", "loss", "macro_accuracy"], metrics.Validation.Keys.Order(StringComparer.Ordinal));
            // 120 samples in batches of 50, 50 and 20.
            Assert.Equal(3 * metrics.Epoch, metrics.Step);
            Assert.Equal(metrics.Step, recorded.Number("step", metrics.Epoch));
        }
        Assert.True(double.IsNaN(recorded.Number("train.gradient_norm", 0)));
        Assert.True(double.IsNaN(recorded.Summary("wide", "weight_update_ratio", 0)));
        Assert.InRange(recorded.Summary("wide", "weight_update_ratio", 1), 1e-5, 1);
    }

    [Fact]
    public async Task Train_Activations_FollowFromWeightsAndInputs()
    {
        var recorded = await TestRuns.TrainAsync(Iris(2), File);
        var input = recorded.Floats("input.activation", 0);
        Assert.Null(recorded.Rows[1]["input.activation"]);
        for (var epoch = 0; epoch <= 2; epoch++)
        {
            var hidden = recorded.Floats("wide.activation", epoch);
            Check(input, 4, recorded.Floats("wide.weight", epoch), recorded.Floats("wide.bias", epoch), hidden, Math.Tanh);
            var output = recorded.Floats("output.activation", epoch);
            for (var i = 0; i < 12; i++) Assert.Equal(1, output.AsSpan(i * 3, 3).ToArray().Sum(), 1e-5);
            Assert.Null(recorded.Rows[epoch]["output.saturation"]);
            for (var unit = 0; unit < 6; unit++)
            {
                var ofUnit = Enumerable.Range(0, 12).Select(i => (double)hidden[(i * 6) + unit]).ToArray();
                Assert.Equal(ofUnit.Average(Math.Abs), recorded.Floats("wide.saturation", epoch)[unit], 1e-6);
                Assert.Equal(ofUnit.Average(), recorded.Floats("wide.mean_activation", epoch)[unit], 1e-6);
            }
        }
    }

    // The validation part is passed in batches of 256: the probe's samples lie in all of them.
    [Fact]
    public async Task Train_SmallProbe_HasTheActivationsThatTheSameSamplesHaveInALargeOne()
    {
        var large = await TestRuns.TrainAsync(Xor(700));
        var small = await TestRuns.TrainAsync(Xor(41));
        var all = (long[])large.Rows[0]["probe.sample"]!;
        var some = (long[])small.Rows[0]["probe.sample"]!;
        Assert.Equal((700, 41), (all.Length, some.Length));
        foreach (var path in new[] { "hidden1.activation", "hidden2.activation", "output.activation" })
        {
            for (var epoch = 0; epoch <= 2; epoch++)
            {
                var (of, from) = (small.Floats(path, epoch), large.Floats(path, epoch));
                var units = of.Length / some.Length;
                for (var i = 0; i < some.Length; i++)
                    Assert.Equal(from.AsSpan(Array.IndexOf(all, some[i]) * units, units), of.AsSpan(i * units, units));
            }
        }

        static Job Xor(int probe) => TestRuns.Resolve($$"""
            {
              "data": { "generate": { "xor": { "samples": 3500 } }, "task": "classification" },
              "network": { "layers": [ { "dense": { "units": 7, "activation": "gelu" } }, { "layer_norm": {} }, { "dense": { "units": 2 } } ] },
              "training": { "epochs": 2, "batch_size": 100, "seed": 2 },
              "recording": { "probe_samples": {{probe}} }
            }
            """);
    }

    [Fact]
    public async Task Train_Probe_NamesRowsOfTheFile()
    {
        var recorded = await TestRuns.TrainAsync(Iris(0), File);
        var lines = System.IO.File.ReadAllLines(File).Skip(1).ToArray();
        var samples = (long[])recorded.Rows[0]["probe.sample"]!;
        var targets = recorded.Floats("probe.target", 0);
        var data = recorded.Manifest.Data;

        Assert.Equal(["setosa", "versicolor", "virginica"], data.Classes);
        Assert.Equal(12, samples.Distinct().Count());
        Assert.Equal([4, 4, 4], targets.GroupBy(target => target).OrderBy(group => group.Key).Select(group => group.Count()));
        for (var i = 0; i < samples.Length; i++)
        {
            var fields = lines[samples[i]].Split(',');
            Assert.Equal(fields[4], data.Classes[(int)targets[i]]);
            for (var j = 0; j < 4; j++)
            {
                // The manifest's normalisation can be applied again.
                var x = (double.Parse(fields[j], System.Globalization.CultureInfo.InvariantCulture) - data.NormalizationOffset[j]) * data.NormalizationScale[j];
                Assert.Equal(x, recorded.Floats("input.activation", 0)[(i * 4) + j], 1e-5);
            }
        }
    }

    [Fact]
    public async Task Train_NoEpochs_RecordsTheNetworkAsInitialised()
    {
        var recorded = await TestRuns.TrainAsync(Iris(0), File);

        Assert.Single(recorded.Rows);
        Assert.Equal(recorded.Floats("wide.weight", 0), (await TestRuns.TrainAsync(Iris(1), File)).Floats("wide.weight", 0));
        Assert.False(double.IsNaN(recorded.Summary("wide", "effective_rank", 0)));
    }

    [Fact]
    public async Task Train_Spectrum_IsThereEveryTenthEpochAndAtTheLast()
    {
        var recorded = await TestRuns.TrainAsync(Iris(13), File);

        Assert.Equal(
            [0, 10, 13],
            Enumerable.Range(0, 14).Where(epoch => !double.IsNaN(recorded.Summary("wide", "effective_dimension", epoch))));
    }

    [Fact]
    public async Task Train_ExplodingNetwork_GoesOnAndCountsWhatIsNotFinite()
    {
        var job = TestRuns.Resolve("""
            {
              "data": { "generate": { "xor": { "samples": 60 } } },
              "network": { "shape": [2, 4, 1], "activation": "linear" },
              "training": { "optimizer": { "sgd": { "learning_rate": 1e30 } }, "epochs": 3, "seed": 1 }
            }
            """);

        var recorded = await TestRuns.TrainAsync(job);

        Assert.Equal(8, recorded.Summary("hidden1", "weight_non_finite_count", 3));
        Assert.True(double.IsNaN(recorded.Number("validation.rmse", 3)));
        Assert.Equal(0, recorded.Summary("hidden1", "weight_non_finite_count", 0));
    }

    private static void Check(float[] inputs, int count, float[] weight, float[] bias, float[] outputs, Func<double, double> activation)
    {
        for (var i = 0; i < inputs.Length / count; i++)
        {
            for (var unit = 0; unit < bias.Length; unit++)
            {
                double sum = bias[unit];
                for (var j = 0; j < count; j++) sum += (double)weight[(unit * count) + j] * inputs[(i * count) + j];
                Assert.Equal(activation(sum), outputs[(i * bias.Length) + unit], 1e-5);
            }
        }
    }
}
