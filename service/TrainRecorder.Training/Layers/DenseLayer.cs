using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers;

/// <summary>y = activation(W x + b), W of shape <c>[units, inputs]</c>.</summary>
internal sealed class DenseLayer : NetworkLayer
{
    /// <summary>Makes a layer with PyTorch's initial values for <c>nn.Linear</c>: weights and biases uniform in ±1/√inputs.</summary>
    public DenseLayer(string name, int inputs, int units, Activation activation, RandomStream random)
        : base(name, units, activation)
    {
        Inputs = inputs;
        Weight = new Parameter($"{name}.weight", units, inputs);
        Bias = new Parameter($"{name}.bias", 1, units);
        Parameters = [Weight, Bias];
        var bound = 1 / Math.Sqrt(inputs);
        foreach (var parameter in Parameters)
        {
            for (var i = 0; i < parameter.Value.Rows; i++)
            {
                foreach (ref var value in parameter.Value.Row(i)) value = (float)(((2 * random.NextUniform()) - 1) * bound);
            }
        }
    }

    /// <summary>Values that come in for one sample.</summary>
    public int Inputs { get; }

    /// <summary>W.</summary>
    public Parameter Weight { get; }

    /// <summary>b.</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override LayerPass CreatePass(int capacity, bool training, WorkerPool pool) => new DensePass(this, capacity, training, pool);
}
