using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers;

/// <summary>A layer of a network: its parameters, and the passes over it. A kind of layer is one file, listed in <see cref="LayerKinds"/>.</summary>
internal abstract class NetworkLayer(string name, int units, Activation activation)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Outputs for one sample.</summary>
    public int Units { get; } = units;

    /// <summary>What is applied last.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>What is trained, in the order in which it was initialised and is recorded.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Makes the buffers for passing batches through the layer.</summary>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="training">With buffers for gradients.</param>
    /// <param name="pool">Who does the work.</param>
    public abstract LayerPass CreatePass(int capacity, bool training, WorkerPool pool);
}

/// <summary>The buffers of one layer for passing batches through it. All matrices are <c>[values, samples]</c>.</summary>
internal abstract class LayerPass
{
    /// <summary>Weighted sums before the activation; the same matrix as <see cref="Output"/> where nobody needs them.</summary>
    public abstract Matrix Sums { get; }

    /// <summary>Outputs, after the activation.</summary>
    public abstract Matrix Output { get; }

    /// <summary>The gradient of the loss by the outputs, then by the sums; null in a pass without training.</summary>
    public abstract Matrix? Gradient { get; }

    /// <summary>Works out the outputs.</summary>
    /// <param name="input">The outputs of the layer before.</param>
    /// <param name="samples">Samples in it.</param>
    public abstract void Forward(Matrix input, int samples);

    /// <summary>Works out the gradients of the parameters and of the input from <see cref="Gradient"/>.</summary>
    /// <param name="inputRows">The input as <c>[samples, values]</c>, or null: then it is taken from <paramref name="input"/>.</param>
    /// <param name="input">The input of the forward pass.</param>
    /// <param name="inputGradient">Where the gradient by the input goes; null if nobody needs it.</param>
    /// <param name="samples">Samples in it.</param>
    /// <param name="gradientIsOfSums">The gradient is already that by the sums.</param>
    public abstract void Backward(Matrix? inputRows, Matrix input, Matrix? inputGradient, int samples, bool gradientIsOfSums);
}
