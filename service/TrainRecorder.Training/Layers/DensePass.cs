using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers;

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
    private readonly Matrix? _inputRows;
    private readonly ForwardWork _forward;
    private readonly ParameterWork _parameters;
    private readonly InputWork _inputs;

    public DensePass(DenseLayer layer, int capacity, bool training, WorkerPool pool)
    {
        _layer = layer;
        _pool = pool;
        Output = new Matrix(layer.Units, capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Units, capacity) : Output;
        if (training)
        {
            Gradient = new Matrix(layer.Units, capacity);
            _inputRows = new Matrix(capacity, layer.Inputs);
        }
        _forward = new ForwardWork(this);
        _parameters = new ParameterWork(this);
        _inputs = new InputWork(this);
    }

    /// <inheritdoc/>
    public override Matrix Sums { get; }

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    /// <inheritdoc/>
    public override void Forward(Matrix input, int samples)
    {
        _forward.Input = input;
        _forward.Columns = Padding.RoundUp(samples);
        _pool.Run(_forward, WorthSharing(samples));
        if (_layer.Activation.JoinsUnits)
            _layer.Activation.Forward(Sums, _layer.Bias.Value.Pointer, Output, 0, _layer.Units, _forward.Columns);
    }

    /// <inheritdoc/>
    public override void Backward(Matrix? inputRows, Matrix input, Matrix? inputGradient, int samples, bool gradientIsOfSums)
    {
        if (inputRows is null)
        {
            inputRows = _inputRows!;
            Transposition.Transpose(input.Pointer, input.Stride, input.Rows, samples, inputRows.Pointer, inputRows.Stride);
        }
        var joins = _layer.Activation.JoinsUnits;
        if (!gradientIsOfSums && joins) _layer.Activation.Backward(Output, Gradient!, 0, _layer.Units, Padding.RoundUp(samples));
        _parameters.InputRows = inputRows;
        _parameters.Samples = samples;
        _parameters.ThroughActivation = !gradientIsOfSums && !joins;
        _pool.Run(_parameters, WorthSharing(samples));
        if (inputGradient is null) return;
        _inputs.Destination = inputGradient;
        _inputs.Columns = Padding.RoundUp(samples);
        _pool.Run(_inputs, WorthSharing(samples));
    }

    private bool WorthSharing(int samples) => (long)_layer.Inputs * _layer.Units * samples >= Share.WorthSharing;

    /// <summary>Z = W·X + b and the activation, for some units.</summary>
    private sealed class ForwardWork(DensePass pass) : IParallelWork
    {
        public Matrix Input { get; set; } = null!;

        public int Columns { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Units, RowGroup, part, parts);
            if (count == 0) return;
            MatrixProduct.Multiply(LeftFactor.Of(layer.Weight.Value), Input, pass.Sums, first, count, Columns, layer.Inputs);
            if (!layer.Activation.JoinsUnits)
                layer.Activation.Forward(pass.Sums, layer.Bias.Value.Pointer, pass.Output, first, count, Columns);
        }
    }

    /// <summary>∂Z, ∂W = ∂Z·Xᵀ and ∂b, for some units.</summary>
    private sealed class ParameterWork(DensePass pass) : IParallelWork
    {
        public Matrix InputRows { get; set; } = null!;

        public int Samples { get; set; }

        public bool ThroughActivation { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Units, RowGroup, part, parts);
            if (count == 0) return;
            var gradient = pass.Gradient!;
            if (ThroughActivation) layer.Activation.Backward(pass.Output, gradient, first, count, Padding.RoundUp(Samples));
            MatrixProduct.Multiply(LeftFactor.Of(gradient), InputRows, layer.Weight.Gradient, first, count, Padding.RoundUp(layer.Inputs), Samples);
            var bias = layer.Bias.Gradient.Row(0);
            for (var i = first; i < first + count; i++) bias[i] = (float)Reduction.Sum(gradient.Row(i)[..Samples]);
        }
    }

    /// <summary>∂X = Wᵀ·∂Z, for some inputs.</summary>
    private sealed class InputWork(DensePass pass) : IParallelWork
    {
        public Matrix Destination { get; set; } = null!;

        public int Columns { get; set; }

        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (first, count) = Share.Of(layer.Inputs, RowGroup, part, parts);
            if (count == 0) return;
            MatrixProduct.Multiply(LeftFactor.Transposed(layer.Weight.Value), pass.Gradient!, Destination, first, count, Columns, layer.Units);
        }
    }
}
