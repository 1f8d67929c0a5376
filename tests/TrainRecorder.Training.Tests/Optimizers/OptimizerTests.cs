using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Optimizers;

/// <summary>Steps agree with PyTorch's formulas, worked out by hand in doubles.</summary>
public class OptimizerTests
{
    private static readonly float[] Gradients = [0.5f, -2f, 0.25f];

    [Fact]
    public void Adam_ThreeSteps_AgreesWithItsFormula()
    {
        var values = Steps(new Optimizer { Adam = new Adam { LearningRate = 0.1, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8 } });

        double w = 1, m = 0, v = 0;
        for (var t = 1; t <= 3; t++)
        {
            double g = Gradients[t - 1];
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            w -= 0.1 / (1 - Math.Pow(0.9, t)) * m / ((Math.Sqrt(v) / Math.Sqrt(1 - Math.Pow(0.999, t))) + 1e-8);
            Assert.Equal(w, values[t - 1], 1e-6);
        }
        // The first step of Adam is the learning rate, whatever the gradient.
        Assert.Equal(0.9, values[0], 1e-6);
    }

    [Fact]
    public void Sgd_WithoutMomentum_StepsDownTheGradient() =>
        Assert.Equal([0.95f, 1.15f, 1.125f], Steps(new Optimizer { Sgd = new Sgd { LearningRate = 0.1 } }).Select(value => MathF.Round(value, 6)));

    [Fact]
    public void Sgd_WithMomentum_KeepsItsVelocity()
    {
        // v: 0.5, -2 + 0.45 = -1.55, 0.25 - 1.395 = -1.145.
        var values = Steps(new Optimizer { Sgd = new Sgd { LearningRate = 0.1, Momentum = 0.9 } });

        Assert.Equal([0.95f, 1.105f, 1.2195f], values.Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public void StepMeasured_ByHand_GivesTheRatioOfTheNorms()
    {
        var parameter = new Parameter("a", 2, 3);
        float[] before = [3, 0, 0];
        before.CopyTo(parameter.Value.Row(0));
        parameter.Value.Row(1)[2] = 4;
        parameter.Gradient.Row(1)[0] = 1;
        var zero = new Parameter("b", 1, 1);
        var optimizer = OptimizerKinds.Create(new V1.Training { Optimizer = new Optimizer { Sgd = new Sgd { LearningRate = 0.5 } } });
        optimizer.Attach([parameter, zero]);
        var ratios = new double[2];

        optimizer.StepMeasured(1, ratios);

        // One value moved by 0.5; the norm was 5. A tensor of zeros has no ratio.
        Assert.Equal([0.1, double.NaN], ratios);
    }

    private static float[] Steps(Optimizer description)
    {
        using var pool = new WorkerPool(1);
        var parameter = new Parameter("a", 1, 1);
        parameter.Value.Row(0)[0] = 1;
        var optimizer = OptimizerKinds.Create(new V1.Training { Optimizer = description });
        optimizer.Attach([parameter]);
        var values = new float[Gradients.Length];
        for (var step = 1; step <= Gradients.Length; step++)
        {
            parameter.Gradient.Row(0)[0] = Gradients[step - 1];
            optimizer.Step(step, pool);
            values[step - 1] = parameter.Value.Row(0)[0];
        }
        return values;
    }
}
