using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.DenseLayers;

/// <summary>The passes over a dense layer.</summary>
/// <remarks>
/// Matrices are [values, samples], so that W needs no transposing: Z = W·X reads W along its rows, ∂X = Wᵀ·∂Z down its
/// columns. Only ∂W = ∂Z·Xᵀ wants the input the other way round, a matrix that is small beside W. Threads share rows.
/// </remarks>
internal sealed unsafe class DensePass : LayerPass
{
    private const int RowGroup = 12;
    private readonly DenseLayer _layer;
    private readonly WorkerPool _pool;
    private readonly PassInput _input;
    private readonly Matrix? _inputRows;
    private readonly ForwardWork _forward;
    private readonly ParameterWork _parameters;
    private readonly InputWork _inputs;

    public DensePass(DenseLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _pool = settings.Pool;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Values, settings.Capacity) : Output;
        if (settings.Training)
        {
            Gradient = new Matrix(layer.Values, settings.Capacity);
            _inputRows = input.Rows ?? new Matrix(settings.Capacity, layer.Inputs);
        }
        _forward = new ForwardWork(this);
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

    private float* BiasPointer => _layer.Bias is { } bias ? bias.Value.Pointer : null;

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        _forward.Columns = Padding.RoundUp(samples);
        _pool.Run(_forward, WorthSharing(samples));
        if (_layer.Activation.JoinsUnits) _layer.Activation.Forward(Sums, BiasPointer, Output, 0, _layer.Values, _forward.Columns);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        if (_input.Rows is null)
            Transposition.Transpose(_input.Values.Pointer, _input.Values.Stride, _layer.Inputs, samples, _inputRows!.Pointer, _inputRows.Stride);
        var joins = _layer.Activation.JoinsUnits;
        if (!gradientIsOfSums && joins) _layer.Activation.Backward(Sums, Output, Gradient!, 0, _layer.Values, Padding.RoundUp(samples));
        _parameters.Samples = samples;
        _parameters.ThroughActivation = !gradientIsOfSums && !joins;
        _pool.Run(_parameters, WorthSharing(samples));
        if (_input.Gradient is null) return;
        _inputs.Columns = Padding.RoundUp(samples);
        _pool.Run(_inputs, WorthSharing(samples));
    }

    private bool WorthSharing(int samples) => (long)_layer.Inputs * _layer.Values * samples >= Share.WorthSharing;

    /// <summary>Z = W·X + b and the activation, for some units.</summary>
    private sealed class ForwardWork(DensePass pass) : IParallelWork
    {
        public int Columns { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Values, RowGroup, part, parts);
            if (count == 0) return;
            MatrixProduct.Multiply(LeftFactor.Of(layer.Weight!.Value), pass._input.Values, pass.Sums, first, count, Columns, layer.Inputs);
            if (!layer.Activation.JoinsUnits)
                layer.Activation.Forward(pass.Sums, pass.BiasPointer, pass.Output, first, count, Columns);
        }
    }

    /// <summary>∂Z, ∂W = ∂Z·Xᵀ and ∂b, for some units.</summary>
    private sealed class ParameterWork(DensePass pass) : IParallelWork
    {
        public int Samples { get; set; }

        public bool ThroughActivation { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Values, RowGroup, part, parts);
            if (count == 0) return;
            var gradient = pass.Gradient!;
            if (ThroughActivation) layer.Activation.Backward(pass.Sums, pass.Output, gradient, first, count, Padding.RoundUp(Samples));
            MatrixProduct.Multiply(LeftFactor.Of(gradient), pass._inputRows!, layer.Weight!.Gradient, first, count, Padding.RoundUp(layer.Inputs), Samples);
            if (layer.Bias is null) return;
            var bias = layer.Bias.Gradient.Row(0);
            for (var i = first; i < first + count; i++) bias[i] = (float)Reduction.Sum(gradient.Row(i)[..Samples]);
        }
    }

    /// <summary>∂X = Wᵀ·∂Z, for some inputs.</summary>
    private sealed class InputWork(DensePass pass) : IParallelWork
    {
        public int Columns { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Inputs, RowGroup, part, parts);
            if (count == 0) return;
            MatrixProduct.Multiply(LeftFactor.Transposed(layer.Weight!.Value), pass.Gradient!, pass._input.Gradient!, first, count, Columns, layer.Values);
        }
    }
}
