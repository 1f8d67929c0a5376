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
    private readonly Gathering _gathering;
    private readonly WorkerPool _pool;

    /// <summary>Makes the buffers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="capacity">Samples of the largest batch.</param>
    /// <param name="training">In training mode, with buffers for gradients; otherwise in evaluation mode.</param>
    /// <param name="pool">Who does the work.</param>
    public NetworkPass(FeedForwardNetwork network, int capacity, bool training, WorkerPool pool)
    {
        Capacity = capacity;
        _pool = pool;
        _inputRows = new Matrix(capacity, network.Inputs);
        _inputs = new Matrix(network.Inputs, capacity);
        _gathering = new Gathering(_inputRows, _inputs);
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
        fixed (float* from = inputs)
        fixed (int* chosen = samples)
        {
            _gathering.Set(from, inputs.Length, chosen, samples.Length);
            _pool.Run(_gathering, (long)samples.Length * _inputs.Rows * Gathering.Cost >= Share.WorthSharing);
        }
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

    /// <summary>Copies samples together, and turns them: each part does some of the samples.</summary>
    private sealed class Gathering(Matrix rows, Matrix columns) : IParallelWork
    {
        /// <summary>What a value costs, in multiply-adds: it comes from anywhere in memory, and is moved twice.</summary>
        public const int Cost = 20;

        private float* _inputs;
        private int _length;
        private int* _samples;
        private int _count;

        public void Set(float* inputs, int length, int* samples, int count)
        {
            _inputs = inputs;
            _length = length;
            _samples = samples;
            _count = count;
        }

        public void Run(int part, int parts)
        {
            var features = columns.Rows;
            var (first, count) = Share.Of(_count, Padding.Multiple, part, parts);
            var inputs = new ReadOnlySpan<float>(_inputs, _length);
            for (var i = first; i < first + count; i++) inputs.Slice(_samples[i] * features, features).CopyTo(rows.Row(i));
            Transposition.Transpose(rows.Pointer + ((nint)first * rows.Stride), rows.Stride, count, features, columns.Pointer + first, columns.Stride);
        }
    }
}
