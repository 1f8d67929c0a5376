using System.Globalization;
using Google.Protobuf;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Diagnostics;

/// <summary>What goes wrong is named by the right rule, at the right layer, within three epochs.</summary>
public class BrokenNetworkTests
{
    private const int Epochs = 3;

    [Fact]
    public async Task Train_ReluWithLearningRateTen_IsDead()
    {
        var recorded = await TrainAsync(
            "[64, 32, 32, 10]", "relu", """{ "optimizer": { "sgd": { "learning_rate": 10 } } }""",
            data: """{ "dataset": "DATASET", "label": "digit", "normalization": "min_max" }""");

        var dead = recorded.Findings.Where(finding => finding.Rule == "dead_units").ToArray();
        Assert.Equal([("hidden1", 1), ("hidden2", 1)], dead.Select(finding => (finding.Layer, finding.Epoch)));
        foreach (var finding in dead)
        {
            // The units are those whose outputs on the probe are all 0.
            var activation = recorded.Floats($"{finding.Layer}.activation", finding.Epoch);
            Assert.Equal(
                Enumerable.Range(0, 32).Where(unit => Enumerable.Range(0, activation.Length / 32).All(sample => activation[(sample * 32) + unit] == 0)),
                finding.Units);
            Assert.Equal(finding.Units.Count / 32.0, finding.Value);
            Assert.Equal(recorded.Summary(finding.Layer, "dead_count", finding.Epoch), finding.Units.Count);
        }
    }

    [Fact]
    public async Task Train_TanhWithWeightsTimesTwenty_IsSaturated()
    {
        var recorded = await TrainAsync("[64, 32, 32, 10]", "tanh", "{}", parameter => Scale(parameter, 20));

        Assert.Equal(
            [("hidden1", 0), ("hidden2", 0)],
            recorded.Findings.Where(finding => finding.Rule == "saturated_units").Select(finding => (finding.Layer, finding.Epoch)));
    }

    [Theory]
    [InlineData("{}", "hidden1")]
    // The first step makes everything NaN, and from where a ReLU is NaN no gradient comes back.
    [InlineData("""{ "optimizer": { "sgd": {} } }""", "hidden2")]
    public async Task Train_DeepReluWithLargeWeights_Explodes(string training, string layer)
    {
        var recorded = await TrainAsync("[64, 32, 32, 32, 32, 32, 32, 10]", "relu", training, parameter => Scale(parameter, 40));

        var exploding = recorded.Findings.Where(finding => finding.Rule == "exploding_gradients").ToArray();
        Assert.Contains(exploding, finding => finding.Layer == layer && finding.Epoch == 1);
        Assert.All(exploding, finding => Assert.False(finding.Value <= 1e6));
    }

    [Fact]
    public async Task Train_StepsThatAreFarTooLarge_GoOnAndNameWhatIsNotFinite()
    {
        var recorded = await TrainAsync("[64, 32, 1]", "linear", """{ "optimizer": { "sgd": { "learning_rate": 1e6 } }, "loss": "mse" }""", data: Regression);

        Assert.Equal(Epochs + 1, recorded.Rows.Length);
        Assert.Contains(recorded.Findings, finding => finding is { Rule: "non_finite_values", Layer: "hidden1", Epoch: <= Epochs });
        Assert.Contains(recorded.Findings, finding => finding is { Rule: "non_finite_values", Layer: "output", Epoch: <= Epochs });
        Assert.Contains(recorded.Findings, finding => finding is { Rule: "exploding_gradients", Layer: "hidden1" } && double.IsNaN(finding.Value));
        // NaN is recorded as such, in its canonical form.
        var weights = recorded.Floats("hidden1.weight", Epochs);
        Assert.All(weights, weight => Assert.True(!float.IsNaN(weight) || BitConverter.SingleToUInt32Bits(weight) == 0x7FC0_0000));
        Assert.Contains(weights, float.IsNaN);
    }

    [Fact]
    public async Task Train_DeepSigmoid_Vanishes()
    {
        var recorded = await TrainAsync("[64, 32, 32, 32, 32, 32, 32, 32, 32, 32, 10]", "sigmoid", "{}");

        var vanishing = recorded.Findings.Where(finding => finding.Rule == "vanishing_gradients").ToArray();
        Assert.Contains(vanishing, finding => finding is { Layer: "hidden1", Epoch: 1 });
        Assert.DoesNotContain(vanishing, finding => finding.Layer is "hidden9" or "output");
        Assert.All(vanishing, finding => Assert.True(finding.Value < 1e-7));
    }

    [Fact]
    public async Task Train_AllWeightsTheSame_IsPoorlyInitialised()
    {
        var recorded = await TrainAsync("[64, 32, 10]", "tanh", "{}", parameter => parameter.Value.All.Fill(0.01f));

        var finding = Assert.Single(recorded.Findings, finding => finding.Rule == "poor_initialization");
        Assert.Equal(("hidden1", 0, 0.0), (finding.Layer, finding.Epoch, finding.Value));
    }

    [Fact]
    public async Task Train_UnitsWithTinyWeights_AreDormant()
    {
        // 20 of 32 units of the first hidden layer say a thousandth of what the others say.
        var recorded = await TrainAsync(
            "[64, 32, 32, 10]", "tanh", """{ "optimizer": { "sgd": { "learning_rate": 1e-6 } } }""",
            parameter =>
            {
                if (!parameter.Path.StartsWith("hidden1", StringComparison.Ordinal)) return;
                foreach (ref var value in parameter.Value.All[..(parameter.Value.All.Length * 20 / 32)]) value *= 1e-3f;
            });

        var finding = Assert.Single(recorded.Findings, finding => finding.Rule == "dormant_units");
        Assert.Equal(("hidden1", 0, 20 / 32.0), (finding.Layer, finding.Epoch, finding.Value));
        Assert.Equal(Enumerable.Range(0, 20), finding.Units);
    }

    [Fact]
    public async Task Train_UnitsThatSayNearlyTheSame_AreACollapse()
    {
        var recorded = await TrainAsync(
            "[64, 32, 32, 10]", "tanh", """{ "optimizer": { "sgd": { "learning_rate": 1e-6 } } }""",
            parameter =>
            {
                if (parameter.Path == "hidden2.bias") parameter.Value.All.Clear();
                if (parameter.Path != "hidden2.weight") return;
                for (var row = 1; row < parameter.Value.Rows; row++)
                {
                    parameter.Value.Row(0).CopyTo(parameter.Value.Row(row));
                    parameter.Value.Row(row)[0] += 1e-5f * row;
                }
            });

        var finding = Assert.Single(recorded.Findings, finding => finding.Rule == "layer_collapse");
        Assert.Equal(("hidden2", 0), (finding.Layer, finding.Epoch));
        Assert.InRange(finding.Value, 1, 1.05);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e3)]
    public async Task Train_StepsOfTheWrongSize_HaveABadUpdateRatio(double rate)
    {
        // One step an epoch: after the first, steps that are too large find nothing left to change.
        var training = $$"""{ "optimizer": { "sgd": { "learning_rate": {{rate.ToString(CultureInfo.InvariantCulture)}} } }, "batch_size": 10000 }""";
        var recorded = await TrainAsync("[64, 32, 10]", "tanh", training);

        var finding = recorded.Findings.First(finding => finding.Rule == "update_ratio");
        Assert.Equal(1, finding.Epoch);
        Assert.True(rate < 1 ? finding.Value < 1e-9 : finding.Value > 1, $"{finding.Value}");
        Assert.Equal(recorded.Summary(finding.Layer, "weight_update_ratio", 1), finding.Value);
    }

    [Theory]
    [InlineData("exploding_gradients", """{ "threshold": 1e-6 }""", 1)]
    [InlineData("vanishing_gradients", """{ "threshold": 0.02 }""", 1)]
    [InlineData("poor_initialization", """{ "threshold": 1.0001 }""", 0)]
    [InlineData("layer_collapse", """{ "threshold": 1000 }""", 0)]
    [InlineData("update_ratio", """{ "high": 1e-6 }""", 1)]
    [InlineData("loss_not_falling", """{ "threshold": 0.999, "epochs": 1 }""", 1)]
    public async Task Train_HealthyNetworkWithAnotherThreshold_IsJudgedByThat(string rule, string options, int epoch)
    {
        var byDefault = await TrainAsync("[64, 32, 10]", "tanh", "{}");
        var byThat = await TrainAsync("[64, 32, 10]", "tanh", "{}", diagnostics: $$"""{ "{{rule}}": {{options}} }""");

        Assert.Empty(byDefault.Findings);
        Assert.All(byThat.Findings, finding => Assert.Equal(rule, finding.Rule));
        Assert.Equal(epoch, byThat.Findings.First().Epoch);
    }

    [Fact]
    public async Task Train_NothingIsLearnt_IsSaidAfterFiveEpochs()
    {
        var recorded = await TrainAsync("[64, 8, 10]", "tanh", """{ "optimizer": { "sgd": { "learning_rate": 1e-9 } }, "epochs": 12 }""");

        var finding = Assert.Single(recorded.Findings, finding => finding.Rule == "loss_not_falling");
        Assert.Equal(("", 5), (finding.Layer, finding.Epoch));
    }

    [Fact]
    public async Task Train_FewSamplesAndManyUnits_Overfits()
    {
        var recorded = await TrainAsync(
            "[20, 100, 5]", "relu", """{ "optimizer": { "adam": { "learning_rate": 0.01 } }, "epochs": 200, "seed": 3 }""",
            data: """{ "generate": { "teacher": { "features": 20, "classes": 5, "samples": 120 } }, "validation_fraction": 0.5 }""");

        var finding = Assert.Single(recorded.Findings.Where(finding => finding.Rule == "overfitting").Take(1));
        var lowest = Enumerable.Range(0, finding.Epoch + 1).Min(epoch => recorded.Number("validation.loss", epoch));
        Assert.Equal((recorded.Number("validation.loss", finding.Epoch) - lowest) / (recorded.Number("validation.loss", 0) - lowest), finding.Value);
        Assert.True(finding.Value > 0.25);
    }

    [Fact]
    public async Task Train_RuleToldToStop_EndsTheRunWithThatEpoch()
    {
        var recorded = await TrainAsync(
            "[64, 32, 10]", "tanh", """{ "optimizer": { "sgd": { "learning_rate": 1e-9 } }, "epochs": 200 }""",
            diagnostics: """{ "loss_not_falling": { "epochs": 4, "stop": true } }""");

        Assert.Equal(5, recorded.Rows.Length);
        Assert.True(recorded.End!.Failed);
        Assert.StartsWith("Stopped by rule loss_not_falling at epoch 4 (", recorded.End.Reason, StringComparison.Ordinal);
        Assert.Equal("loss_not_falling", Assert.Single(recorded.Metrics[^1].Findings).Rule);
        Assert.Equal(recorded.Metrics[^1].Findings, JsonParser.Default.Parse<EpochMetrics>($$"""{ "findings": {{recorded.Rows[4]["findings"]}} }""").Findings);
    }

    [Fact]
    public async Task Train_RulesOff_FindNothing()
    {
        var recorded = await TrainAsync("[64, 32, 10]", "tanh", "{}", parameter => Scale(parameter, 20), diagnostics: """{ "off": true }""");
        var one = await TrainAsync("[64, 32, 10]", "tanh", "{}", parameter => Scale(parameter, 20), diagnostics: """{ "saturated_units": { "off": true } }""");

        Assert.Empty(recorded.Findings);
        Assert.All(recorded.Rows, row => Assert.Null(row["findings"]));
        Assert.DoesNotContain(one.Findings, finding => finding.Rule == "saturated_units");
    }

    private const string Regression = """{ "dataset": "DATASET", "label": "digit", "task": "regression" }""";

    private static void Scale(Parameter parameter, float factor)
    {
        foreach (ref var value in parameter.Value.All) value *= factor;
    }

    private static Task<Recorded> TrainAsync(
        string shape, string activation, string training, Action<Parameter>? change = null, string? data = null, string diagnostics = "{}")
    {
        var file = data?.Contains("generate", StringComparison.Ordinal) == true ? null : DataFiles.Path("digits.csv");
        var job = TestRuns.Resolve(
            $$"""
            {
              "data": {{data ?? """{ "dataset": "DATASET", "label": "digit" }"""}},
              "network": { "shape": {{shape}}, "activation": "{{activation}}" }, "training": {{training}}, "diagnostics": {{diagnostics}}
            }
            """,
            file,
            job => job.Training.Epochs = job.Training.HasEpochs ? job.Training.Epochs : Epochs);
        return TestRuns.TrainAsync(job, file, change: change);
    }
}
