using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>The passes over layer normalisation. Sums go over the values in order, for each sample; threads share samples, and of the parameters' gradients the values.</summary>
internal sealed unsafe class LayerNormPass : LayerPass
{
    private readonly LayerNormLayer _layer;
    private readonly PassSettings _settings;
    private readonly PassInput _input;
    private readonly Matrix _mean;
    private readonly Matrix _inverse;
    private readonly ForwardWork _forward;
    private readonly InputWork _inputs;
    private readonly ParameterWork _parameters;

    public LayerNormPass(LayerNormLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _settings = settings;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Values, settings.Capacity) : Output;
        Gradient = settings.Training ? new Matrix(layer.Values, settings.Capacity) : null;
        _mean = new Matrix(layer.Groups, settings.Capacity);
        _inverse = new Matrix(layer.Groups, settings.Capacity);
        _forward = new ForwardWork(this);
        _inputs = new InputWork(this);
        _parameters = new ParameterWork(this);
    }

    /// <inheritdoc/>
    public override NetworkLayer Layer => _layer;

    /// <inheritdoc/>
    public override Matrix Sums { get; }

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    private int Samples { get; set; }

    private bool GradientIsOfSums { get; set; }

    private int Columns => Padding.RoundUp(Samples);

    // Some ten operations a value.
    private bool WorthSharing => (long)_layer.Values * Samples * 10 >= Share.WorthSharing;

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        Samples = samples;
        _settings.Pool.Run(_forward, WorthSharing);
        if (!_layer.Activation.IsLinear) _layer.Activation.Forward(Sums, null, Output, 0, _layer.Values, Columns);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        Samples = samples;
        GradientIsOfSums = gradientIsOfSums;
        _settings.Pool.Run(_parameters, WorthSharing);
        if (_input.Gradient is not null) _settings.Pool.Run(_inputs, WorthSharing);
    }

    private sealed class ForwardWork(LayerNormPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var (first, count) = Share.Of(pass.Columns, Padding.Multiple, part, parts);
            if (count > 0) Elementwise.Run(new ForwardLoop(pass, first, count));
        }
    }

    /// <summary>∂weight = Σ ∂y x̂ and ∂bias = Σ ∂y, for some values; before that ∂y goes through the activation.</summary>
    private sealed class ParameterWork(LayerNormPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var gradient = pass.Gradient!;
            var (first, count) = Share.Of(layer.Size, 1, part, parts);
            for (var group = 0; group < layer.Groups && !pass.GradientIsOfSums && !layer.Activation.IsLinear; group++)
                layer.Activation.Backward(pass.Sums, pass.Output, gradient, (group * layer.Size) + first, count, pass.Columns);
            var ofWeight = layer.Weight!.Gradient.Row(0);
            var ofBias = layer.Bias!.Gradient.Row(0);
            for (var i = first; i < first + count; i++)
            {
                ofWeight[i] = (float)LaneSums.Sum(new WeightTerm(pass, i), 0, layer.Groups, pass.Samples);
                ofBias[i] = (float)LaneSums.Sum(new BiasTerm(gradient, layer.Size, i), 0, layer.Groups, pass.Samples);
            }
        }
    }

    private sealed class InputWork(LayerNormPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var (first, count) = Share.Of(pass.Columns, Padding.Multiple, part, parts);
            if (count > 0) Elementwise.Run(new InputLoop(pass, first, count));
        }
    }

    private readonly struct BiasTerm(Matrix gradient, int size, int value) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<L, T>(int row, int column)
            where L : struct, ILanes<T>
            where T : struct => L.Load(gradient.Pointer + ((((nint)row * size) + value) * gradient.Stride) + column);
    }

    private readonly struct WeightTerm(LayerNormPass pass, int value) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<L, T>(int row, int column)
            where L : struct, ILanes<T>
            where T : struct
        {
            var at = ((nint)row * pass._layer.Size) + value;
            var g = L.Load(pass.Gradient!.Pointer + (at * pass.Gradient.Stride) + column);
            var deviation = L.Subtract(L.Load(pass._input.Values.Pointer + (at * pass._input.Values.Stride) + column), L.Load(pass._mean.Pointer + ((nint)row * pass._mean.Stride) + column));
            return L.Multiply(g, L.Multiply(deviation, L.Load(pass._inverse.Pointer + ((nint)row * pass._inverse.Stride) + column)));
        }
    }

    private readonly struct ForwardLoop(LayerNormPass pass, int firstColumn, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var layer = pass._layer;
            var weight = layer.Weight!.Value.Pointer;
            var bias = layer.Bias!.Value.Pointer;
            var (input, output) = (pass._input.Values, pass.Sums);
            var size = L.All((float)layer.Size);
            for (var group = 0; group < layer.Groups; group++)
            {
                var x = input.Pointer + ((nint)group * layer.Size * input.Stride);
                var y = output.Pointer + ((nint)group * layer.Size * output.Stride);
                for (var j = firstColumn; j < firstColumn + columns; j += L.Width)
                {
                    var sum = L.All(0f);
                    for (nint i = 0; i < layer.Size; i++) sum = L.Add(sum, L.Load(x + (i * input.Stride) + j));
                    var mean = L.Divide(sum, size);
                    var squares = L.All(0f);
                    for (nint i = 0; i < layer.Size; i++)
                    {
                        var deviation = L.Subtract(L.Load(x + (i * input.Stride) + j), mean);
                        squares = L.MultiplyAdd(deviation, deviation, squares);
                    }
                    var inverse = L.Divide(L.All(1f), L.SquareRoot(L.Add(L.Divide(squares, size), L.All(layer.Epsilon))));
                    L.Store(mean, pass._mean.Pointer + ((nint)group * pass._mean.Stride) + j);
                    L.Store(inverse, pass._inverse.Pointer + ((nint)group * pass._inverse.Stride) + j);
                    for (nint i = 0; i < layer.Size; i++)
                    {
                        var normal = L.Multiply(L.Subtract(L.Load(x + (i * input.Stride) + j), mean), inverse);
                        L.Store(L.MultiplyAdd(normal, L.All(weight[i]), L.All(bias[i])), y + (i * output.Stride) + j);
                    }
                }
            }
        }
    }

    /// <summary>∂x = (∂x̂ − mean of ∂x̂ − x̂ · mean of ∂x̂ x̂) / √(variance + epsilon), with ∂x̂ = weight ∂y.</summary>
    private readonly struct InputLoop(LayerNormPass pass, int firstColumn, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var layer = pass._layer;
            var weight = layer.Weight!.Value.Pointer;
            var (gradient, input, inputGradient) = (pass.Gradient!, pass._input.Values, pass._input.Gradient!);
            var size = L.All((float)layer.Size);
            for (var group = 0; group < layer.Groups; group++)
            {
                var g = gradient.Pointer + ((nint)group * layer.Size * gradient.Stride);
                var x = input.Pointer + ((nint)group * layer.Size * input.Stride);
                var destination = inputGradient.Pointer + ((nint)group * layer.Size * inputGradient.Stride);
                for (var j = firstColumn; j < firstColumn + columns; j += L.Width)
                {
                    var mean = L.Load(pass._mean.Pointer + ((nint)group * pass._mean.Stride) + j);
                    var inverse = L.Load(pass._inverse.Pointer + ((nint)group * pass._inverse.Stride) + j);
                    var (sum, products) = (L.All(0f), L.All(0f));
                    for (nint i = 0; i < layer.Size; i++)
                    {
                        var ofNormal = L.Multiply(L.Load(g + (i * gradient.Stride) + j), L.All(weight[i]));
                        var normal = L.Multiply(L.Subtract(L.Load(x + (i * input.Stride) + j), mean), inverse);
                        sum = L.Add(sum, ofNormal);
                        products = L.MultiplyAdd(ofNormal, normal, products);
                    }
                    var (meanOfSum, meanOfProducts) = (L.Divide(sum, size), L.Divide(products, size));
                    for (nint i = 0; i < layer.Size; i++)
                    {
                        var ofNormal = L.Multiply(L.Load(g + (i * gradient.Stride) + j), L.All(weight[i]));
                        var normal = L.Multiply(L.Subtract(L.Load(x + (i * input.Stride) + j), mean), inverse);
                        var rest = L.Subtract(L.Subtract(ofNormal, meanOfSum), L.Multiply(normal, meanOfProducts));
                        L.Store(L.Multiply(rest, inverse), destination + (i * inputGradient.Stride) + j);
                    }
                }
            }
        }
    }
}
