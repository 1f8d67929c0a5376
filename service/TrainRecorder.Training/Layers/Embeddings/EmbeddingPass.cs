using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Embeddings;

/// <summary>The passes over an embedding. Threads share dimensions; a row's gradient is a sum over samples, in each over its numbers, in order.</summary>
internal sealed unsafe class EmbeddingPass : LayerPass
{
    private readonly EmbeddingLayer _layer;
    private readonly PassSettings _settings;
    private readonly PassInput _input;
    private readonly ForwardWork _forward;
    private readonly BackwardWork _backward;

    public EmbeddingPass(EmbeddingLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _settings = settings;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Gradient = settings.Training ? new Matrix(layer.Values, settings.Capacity) : null;
        _forward = new ForwardWork(this);
        _backward = new BackwardWork(this);
    }

    /// <inheritdoc/>
    public override NetworkLayer Layer => _layer;

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    private int Samples { get; set; }

    private bool WorthSharing => (long)_layer.Values * Samples * 10 >= Share.WorthSharing;

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        Samples = samples;
        _settings.Pool.Run(_forward, WorthSharing);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        Samples = samples;
        _settings.Pool.Run(_backward, WorthSharing);
    }

    /// <summary>The row of the output for a dimension of a number.</summary>
    private int Row(int number, int dimension) =>
        _layer.Plan.Layer.Embedding.ChannelsFirst ? (dimension * _layer.Inputs) + number : (number * _layer.Dimensions) + dimension;

    private nint Index(int number, int sample)
    {
        var index = (nint)_input.Values.Pointer[((nint)number * _input.Values.Stride) + sample];
        // The data was checked; what is written through pointers is checked again.
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _layer.Vocabulary);
        return index;
    }

    private sealed class ForwardWork(EmbeddingPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (weight, output) = (layer.Weight!.Value, pass.Output);
            var (first, count) = Share.Of(layer.Dimensions, 1, part, parts);
            for (var number = 0; number < layer.Inputs; number++)
            {
                // The padding too: it holds zeros, which name a row.
                for (var sample = 0; sample < Padding.RoundUp(pass.Samples); sample++)
                {
                    var row = weight.Pointer + (pass.Index(number, sample) * weight.Stride);
                    for (var d = first; d < first + count; d++) output.Pointer[((nint)pass.Row(number, d) * output.Stride) + sample] = row[d];
                }
            }
        }
    }

    private sealed class BackwardWork(EmbeddingPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (destination, gradient) = (layer.Weight!.Gradient, pass.Gradient!);
            var (first, count) = Share.Of(layer.Dimensions, 1, part, parts);
            for (var index = 0; index < layer.Vocabulary; index++) destination.Row(index).Slice(first, count).Clear();
            for (var sample = 0; sample < pass.Samples; sample++)
            {
                for (var number = 0; number < layer.Inputs; number++)
                {
                    var row = destination.Pointer + (pass.Index(number, sample) * destination.Stride);
                    for (var d = first; d < first + count; d++) row[d] += gradient.Pointer[((nint)pass.Row(number, d) * gradient.Stride) + sample];
                }
            }
        }
    }
}
