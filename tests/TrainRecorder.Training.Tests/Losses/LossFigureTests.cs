using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Networks;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Losses;

/// <summary>Losses and their gradients are PyTorch's.</summary>
public class LossFigureTests
{
    public static TheoryData<int> Cases => TorchFigures.Indices("losses");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sum_SameOutputs_GivesPyTorchsLossAndGradient(int index)
    {
        var figures = TorchFigures.Of("losses")[index];
        var training = TorchFigures.Training(figures.GetProperty("training").ToString());
        var outputs = figures.GetProperty("outputs").Rows();
        var targets = figures.GetProperty("targets").Numbers();
        var ofClasses = LossKinds.IsOfClasses(training.Loss);
        var set = new SampleSet
        {
            Inputs = [.. outputs.SelectMany(row => row).Select(value => (float)value)],
            Features = outputs[0].Length,
            Classes = ofClasses ? [.. targets.Select(target => (int)target)] : null,
            Values = ofClasses ? null : [.. targets.Select(target => (float)target)],
            Rows = [.. Enumerable.Range(0, outputs.Length)],
        };
        using var pool = new WorkerPool(1);
        var network = TestNetworks.Identity(training.Loss switch { "cross_entropy" => "softmax", "bce" => "sigmoid", _ => "linear" }, set.Features);
        var pass = new NetworkPass(network, outputs.Length, training: true, pool);
        var loss = LossKinds.Create(training, set, classes: ofClasses ? Math.Max(2, set.Features) : 0);
        int[] samples = [.. Enumerable.Range(0, outputs.Length)];

        pass.Forward(set.Inputs, samples);
        loss.WriteGradient(pass.Output, set, samples);

        var expected = figures.GetProperty("loss").GetDouble();
        Assert.Equal(expected, loss.Sum(pass.Output, set, samples) / loss.Weight(set, samples), 1e-6 * Math.Max(1, expected));
        var gradient = figures.GetProperty("gradient").Rows();
        for (var j = 0; j < samples.Length; j++)
        {
            for (var i = 0; i < set.Features; i++) Assert.Equal(gradient[j][i], pass.Output.Gradient!.Row(i)[j], 2e-7 * Math.Max(1, Math.Abs(gradient[j][i])));
        }
    }

    [Fact]
    public void Of_Balanced_MakesEveryClassCountTheSame()
    {
        var set = new SampleSet { Inputs = [], Features = 0, Classes = [0, 0, 0, 1, 0, 0, 1, 0], Rows = new long[8] };

        // 8 / (3 · 6), 8 / (3 · 2); the third class is not there and counts as if it had one sample.
        Assert.Equal([8 / 18.0, 8 / 6.0, 8 / 3.0], ClassWeighting.Of(new ClassWeights { Balanced = true }, set, classes: 3)!);
    }
}
