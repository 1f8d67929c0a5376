using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Normalizations;

/// <summary>The passes over batch normalisation. Threads share channels.</summary>
internal sealed unsafe class BatchNormPass : LayerPass
{
    private readonly BatchNormLayer _layer;
    private readonly PassSettings _settings;
    private readonly PassInput _input;
    private readonly float[] _mean;
    private readonly float[] _inverse;
    private readonly ForwardWork _forward;
    private readonly BackwardWork _backward;

    public BatchNormPass(BatchNormLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _settings = settings;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Values, settings.Capacity) : Output;
        Gradient = settings.Training ? new Matrix(layer.Values, settings.Capacity) : null;
        _mean = new float[layer.Channels];
        _inverse = new float[layer.Channels];
        _forward = new ForwardWork(this);
        _backward = new BackwardWork(this);
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
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        Samples = samples;
        GradientIsOfSums = gradientIsOfSums;
        _settings.Pool.Run(_backward, WorthSharing);
    }

    /// <summary>Mean and 1/√(variance + epsilon) of a channel: of the batch, or the running ones.</summary>
    private void Describe(int channel)
    {
        ref var runningMean = ref _layer.RunningMean.Value.Row(0)[channel];
        ref var runningVariance = ref _layer.RunningVariance.Value.Row(0)[channel];
        var (mean, variance) = (runningMean, (double)runningVariance);
        if (_settings.Training)
        {
            var (first, places) = (channel * _layer.Places, _layer.Places);
            var count = (double)places * Samples;
            mean = (float)(LaneSums.Sum(new MatrixTerm(_input.Values), first, places, Samples) / count);
            variance = LaneSums.Sum(new SquareTerm(_input.Values, mean), first, places, Samples) / count;
            // A single value has no variance to move towards.
            if (count > 1)
            {
                var momentum = _layer.Momentum;
                runningMean = ((1 - momentum) * runningMean) + (momentum * mean);
                runningVariance = ((1 - momentum) * runningVariance) + (momentum * (float)(variance * count / (count - 1)));
            }
        }
        _mean[channel] = mean;
        _inverse[channel] = (float)(1 / Math.Sqrt(variance + _layer.Epsilon));
    }

    private sealed class ForwardWork(BatchNormPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var weight = layer.Weight!.Value.Row(0);
            var bias = layer.Bias!.Value.Row(0);
            var (first, count) = Share.Of(layer.Channels, 1, part, parts);
            for (var channel = first; channel < first + count; channel++)
            {
                pass.Describe(channel);
                var row = channel * layer.Places;
                Elementwise.Run(new NormaliseLoop(
                    pass._input.Values, pass.Sums, row, layer.Places, pass.Columns, pass._mean[channel], weight[channel] * pass._inverse[channel], bias[channel]));
                if (!layer.Activation.IsLinear) layer.Activation.Forward(pass.Sums, null, pass.Output, row, layer.Places, pass.Columns);
            }
        }
    }

    /// <summary>∂weight = Σ ∂y x̂, ∂bias = Σ ∂y, ∂x = weight / √(variance + epsilon) · (∂y − ∂bias/n − x̂ ∂weight/n).</summary>
    private sealed class BackwardWork(BatchNormPass pass) : IParallelWork
    {
        public void Run(int part, int parts)
        {
            var layer = pass._layer;
            var (gradient, input) = (pass.Gradient!, pass._input.Values);
            var (first, count) = Share.Of(layer.Channels, 1, part, parts);
            for (var channel = first; channel < first + count; channel++)
            {
                var (row, places) = (channel * layer.Places, layer.Places);
                if (!pass.GradientIsOfSums && !layer.Activation.IsLinear)
                    layer.Activation.Backward(pass.Sums, pass.Output, gradient, row, places, pass.Columns);
                var (mean, inverse) = (pass._mean[channel], pass._inverse[channel]);
                var ofBias = LaneSums.Sum(new MatrixTerm(gradient), row, places, pass.Samples);
                var ofWeight = LaneSums.Sum(new ProductTerm(gradient, input, mean), row, places, pass.Samples) * inverse;
                layer.Bias!.Gradient.Row(0)[channel] = (float)ofBias;
                layer.Weight!.Gradient.Row(0)[channel] = (float)ofWeight;
                if (pass._input.Gradient is not { } inputGradient) continue;
                var n = (double)places * pass.Samples;
                Elementwise.Run(new InputLoop(
                    gradient, input, inputGradient, row, places, pass.Columns, mean,
                    layer.Weight.Value.Row(0)[channel] * inverse, (float)(ofBias / n), (float)(ofWeight / n * inverse)));
                inputGradient.ClearPadding(pass.Samples, row, places);
            }
        }
    }

    private readonly struct SquareTerm(Matrix input, float mean) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<L, T>(int row, int column)
            where L : struct, ILanes<T>
            where T : struct
        {
            var deviation = L.Subtract(L.Load(input.Pointer + ((nint)row * input.Stride) + column), L.All(mean));
            return L.Multiply(deviation, deviation);
        }
    }

    private readonly struct ProductTerm(Matrix gradient, Matrix input, float mean) : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T At<L, T>(int row, int column)
            where L : struct, ILanes<T>
            where T : struct
        {
            var deviation = L.Subtract(L.Load(input.Pointer + ((nint)row * input.Stride) + column), L.All(mean));
            return L.Multiply(L.Load(gradient.Pointer + ((nint)row * gradient.Stride) + column), deviation);
        }
    }

    private readonly struct NormaliseLoop(Matrix input, Matrix output, int firstRow, int rows, int columns, float mean, float scale, float shift) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = firstRow; i < firstRow + rows; i++)
            {
                var x = input.Pointer + ((nint)i * input.Stride);
                var y = output.Pointer + ((nint)i * output.Stride);
                for (var j = 0; j < columns; j += L.Width)
                    L.Store(L.MultiplyAdd(L.Subtract(L.Load(x + j), L.All(mean)), L.All(scale), L.All(shift)), y + j);
            }
        }
    }

    private readonly struct InputLoop(
        Matrix gradient, Matrix input, Matrix inputGradient, int firstRow, int rows, int columns, float mean, float scale, float ofBias, float ofWeight) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = firstRow; i < firstRow + rows; i++)
            {
                var g = gradient.Pointer + ((nint)i * gradient.Stride);
                var x = input.Pointer + ((nint)i * input.Stride);
                var destination = inputGradient.Pointer + ((nint)i * inputGradient.Stride);
                for (var j = 0; j < columns; j += L.Width)
                {
                    var deviation = L.Subtract(L.Load(x + j), L.All(mean));
                    var centred = L.Subtract(L.Load(g + j), L.All(ofBias));
                    L.Store(L.Multiply(L.MultiplyAdd(deviation, L.All(-ofWeight), centred), L.All(scale)), destination + j);
                }
            }
        }
    }
}
