using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Networks;

/// <summary>The buffers for passing batches through a network. Nothing is allocated for a batch.</summary>
internal sealed unsafe class NetworkPass
{
    private readonly Matrix _inputRows;
    private readonly Matrix _inputs;
    private readonly PassChain _chain;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="training">In training mode, with buffers for gradients; otherwise in evaluation mode.</param>
    /// <param name="pool">Who does the work.</param>
    public NetworkPass(FeedForwardNetwork network, int capacity, bool training, WorkerPool pool)
    {
        Capacity = capacity;
        _inputRows = new Matrix(capacity, network.Inputs);
        _inputs = new Matrix(network.Inputs, capacity);
        _chain = new PassChain(network.Chain, new PassSettings(capacity, training, pool), new PassInput(_inputs, _inputRows, null));
        Layers = [.. _chain.All];
    }

    /// <summary>Samples of the largest batch.</summary>
    public int Capacity { get; }

    /// <summary>The passes of all layers, in the order of <see cref="FeedForwardNetwork.Layers"/>; the output last.</summary>
    public IReadOnlyList<LayerPass> Layers { get; }

    /// <summary>The output layer's pass.</summary>
    public LayerPass Output => _chain.Output;

    /// <summary>Works out the outputs of some samples.</summary>
    /// <param name="inputs">Rows of features.</param>
    /// <param name="samples">Which rows, at most <see cref="Capacity"/>.</param>
    /// <param name="place">Which batch it is, where that matters: in training mode, for dropout.</param>
    public void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<int> samples, BatchPlace place = default)
    {
        var features = _inputs.Rows;
        for (var i = 0; i < samples.Length; i++)
            inputs.Slice(samples[i] * features, features).CopyTo(_inputRows.Row(i));
        Transposition.Transpose(_inputRows.Pointer, _inputRows.Stride, samples.Length, features, _inputs.Pointer, _inputs.Stride);
        _inputs.ClearPadding(samples.Length);
        _chain.Forward(samples.Length, place);
    }

    /// <summary>Works out the gradients of all parameters, from the gradient in the output layer's pass.</summary>
    /// <param name="samples">Samples of the batch that was last passed forward.</param>
    /// <param name="gradientIsOfSums">The gradient is already that by the output layer's sums.</param>
    public void Backward(int samples, bool gradientIsOfSums)
    {
        Output.Gradient!.ClearPadding(samples);
        _chain.Backward(samples, gradientIsOfSums);
    }
}
