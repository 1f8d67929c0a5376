using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Windows;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Convolutions;

/// <summary>The passes over a convolution.</summary>
/// <remarks>
/// Matrices are [values, samples]. At each position the output's channels are W times the rows of X that the window covers there,
/// gathered where they are; ∂X is the same with Wᵀ and the rows of ∂Z that a place went into. Threads share positions and places,
/// and of ∂W channels and rows of the kernel.
/// </remarks>
internal sealed unsafe class ConvolutionPass : LayerPass
{
    private readonly ConvolutionLayer _layer;
    private readonly WorkerPool _pool;
    private readonly PassInput _input;
    private readonly GatherPlan _windows;
    private readonly GatherPlan? _sources;
    private readonly ForwardWork _forward;
    private readonly ActivationWork _activation;
    private readonly ParameterWork _parameters;
    private readonly InputWork _inputs;

    public ConvolutionPass(ConvolutionLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _pool = settings.Pool;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Values, settings.Capacity) : Output;
        _windows = GatherPlan.Forward(layer.Window, layer.ChannelsIn, input.Values.Stride);
        if (settings.Training)
        {
            Gradient = new Matrix(layer.Values, settings.Capacity);
            if (input.Gradient is not null) _sources = GatherPlan.Backward(layer.Window, layer.Channels, Gradient.Stride, layer.Weight!.Value.Stride);
        }
        _forward = new ForwardWork(this);
        _activation = new ActivationWork(this);
        _parameters = new ParameterWork(this);
        _inputs = new InputWork(this);
    }

    /// <inheritdoc/>
    public override NetworkLayer Layer => _layer;

    /// <inheritdoc/>
    public override Matrix Sums { get; }

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    private int Columns { get; set; }

    private int Samples { get; set; }

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        Begin(samples);
        _pool.Run(_forward, WorthSharing);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        Begin(samples);
        if (!gradientIsOfSums && !_layer.Activation.IsLinear) _pool.Run(_activation, WorthSharing);
        _pool.Run(_parameters, WorthSharing);
        if (_input.Gradient is not null) _pool.Run(_inputs, WorthSharing);
    }

    private bool WorthSharing => (long)_layer.Values * _layer.ChannelsIn * _layer.Window.Taps * Samples >= Share.WorthSharing;

    private void Begin(int samples)
    {
        Samples = samples;
        Columns = Padding.RoundUp(samples);
    }

    /// <summary>Z = W ∗ X + b and the activation, at some positions.</summary>
    private sealed class ForwardWork(ConvolutionPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var positions = layer.Window.Positions;
            var (first, count) = Share.Of(positions, 1, part, parts);
            if (count == 0) return;
            var weight = layer.Weight!.Value;
            var bias = layer.Bias is { } b ? b.Value.Pointer : null;
            GatheredProduct.Multiply(pass._windows, weight.Pointer, weight.Stride, pass._input.Values, pass.Sums, bias, layer.Channels, pass.Columns, first, count);
            if (layer.Activation.IsLinear) return;
            for (var channel = 0; channel < layer.Channels; channel++)
                layer.Activation.Forward(pass.Sums, null, pass.Output, (channel * positions) + first, count, pass.Columns);
        }
    }

    /// <summary>∂Z, for some rows.</summary>
    private sealed class ActivationWork(ConvolutionPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var (first, count) = Share.Of(pass._layer.Values, 1, part, parts);
            pass._layer.Activation.Backward(pass.Sums, pass.Output, pass.Gradient!, first, count, pass.Columns);
        }
    }

    /// <summary>∂W and ∂b: some rows of the kernel, some channels.</summary>
    private sealed class ParameterWork(ConvolutionPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var gradient = pass.Gradient!;
            var (first, count) = Share.Of(Correlation.Pieces(layer.Window, layer.ChannelsIn, layer.Channels), 1, part, parts);
            for (var piece = first; piece < first + count; piece++)
                Correlation.Run(layer.Window, layer.ChannelsIn, layer.Channels, piece, gradient, pass._input.Values, layer.Weight!.Gradient, pass.Columns);
            if (layer.Bias is null) return;
            var bias = layer.Bias.Gradient.Row(0);
            var positions = layer.Window.Positions;
            (first, count) = Share.Of(layer.Channels, 1, part, parts);
            for (var i = first; i < first + count; i++) bias[i] = (float)LaneSums.Sum(new MatrixTerm(gradient), i * positions, positions, pass.Samples);
        }
    }

    /// <summary>∂X = Wᵀ ∗ ∂Z, at some places.</summary>
    private sealed class InputWork(ConvolutionPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Window.Places, 1, part, parts);
            if (count == 0) return;
            // Row i of the left factor is what channel i goes through: its taps follow each other in every row of W.
            GatheredProduct.Multiply(
                pass._sources!, layer.Weight!.Value.Pointer, layer.Window.Taps, pass.Gradient!, pass._input.Gradient!, null, layer.ChannelsIn, pass.Columns, first, count);
        }
    }
}
