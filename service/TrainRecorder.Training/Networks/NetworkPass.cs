using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Networks;

/// <summary>The buffers for passing batches through a network. Nothing is allocated for a batch.</summary>
internal sealed unsafe class NetworkPass
{
    private readonly Matrix _inputRows;
    private readonly Matrix _inputs;
    private readonly LayerPass[] _layers;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="training">With buffers for gradients.</param>
    /// <param name="pool">Who does the work.</param>
    public NetworkPass(FeedForwardNetwork network, int capacity, bool training, WorkerPool pool)
    {
        Capacity = capacity;
        _inputRows = new Matrix(capacity, network.Inputs);
        _inputs = new Matrix(network.Inputs, capacity);
        _layers = [.. network.Layers.Select(layer => layer.CreatePass(capacity, training, pool))];
    }

    /// <summary>Samples of the largest batch.</summary>
    public int Capacity { get; }

    /// <summary>The layers' passes, the output last.</summary>
    public IReadOnlyList<LayerPass> Layers => _layers;

    /// <summary>The output layer's pass.</summary>
    public LayerPass Output => _layers[^1];

    /// <summary>Works out the outputs of some samples.</summary>
    /// <param name="inputs">Rows of features.</param>
    /// <param name="samples">Which rows, at most <see cref="Capacity"/>.</param>
    public void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<int> samples)
    {
        var features = _inputs.Rows;
        for (var i = 0; i < samples.Length; i++)
            inputs.Slice(samples[i] * features, features).CopyTo(_inputRows.Row(i));
        Transposition.Transpose(_inputRows.Pointer, _inputRows.Stride, samples.Length, features, _inputs.Pointer, _inputs.Stride);
        var input = _inputs;
        foreach (var layer in _layers)
        {
            layer.Forward(input, samples.Length);
            input = layer.Output;
        }
    }

    /// <summary>Works out the gradients of all parameters, from the gradient in the output layer's pass.</summary>
    /// <param name="samples">Samples of the batch that was last passed forward.</param>
    /// <param name="gradientIsOfSums">The gradient is already that by the output layer's sums.</param>
    public void Backward(int samples, bool gradientIsOfSums)
    {
        for (var i = _layers.Length - 1; i > 0; i--)
        {
            _layers[i].Backward(null, _layers[i - 1].Output, _layers[i - 1].Gradient, samples, gradientIsOfSums && i == _layers.Length - 1);
        }
        _layers[0].Backward(_inputRows, _inputs, null, samples, gradientIsOfSums && _layers.Length == 1);
    }
}
