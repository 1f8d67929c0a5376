using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Dropouts;

/// <summary>Inverted dropout (Srivastava et al. 2014), as PyTorch's <c>nn.Dropout</c>: in training y = x / (1 − rate) or 0, in evaluation y = x.</summary>
/// <param name="plan">What it is.</param>
/// <param name="seed">Of the job.</param>
/// <param name="number">The layer's place among all.</param>
internal sealed class DropoutLayer(LayerPlan plan, long seed, int number) : NetworkLayer(plan)
{
    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new Pass(this, settings, input);

    /// <summary>Threads share rows.</summary>
    private sealed unsafe class Pass : LayerPass, IParallelWork
    {
        private readonly DropoutLayer _layer;
        private readonly PassSettings _settings;
        private readonly PassInput _input;
        private readonly Matrix? _mask;
        private readonly double _rate;
        private DropoutMask _drawn;
        private bool _backward;
        private int _columns;

        public Pass(DropoutLayer layer, PassSettings settings, PassInput input)
        {
            _layer = layer;
            _settings = settings;
            _input = input;
            _rate = layer.Plan.Layer.Dropout.Rate;
            _mask = settings.Training ? new Matrix(layer.Values, settings.Capacity) : null;
            Output = settings.Training ? new Matrix(layer.Values, settings.Capacity) : input.Values;
        }

        public override NetworkLayer Layer => _layer;

        public override Matrix Output { get; }

        // The gradient by the input takes its place.
        public override Matrix? Gradient => _input.Gradient;

        // Drawing a number takes some ten operations.
        private bool WorthSharing => (long)_layer.Values * _columns * 10 >= Share.WorthSharing;

        public override void Forward(int samples, BatchPlace place)
        {
            if (_mask is null) return;
            _drawn = _layer.Draw(_rate, place);
            _columns = Padding.RoundUp(samples);
            _backward = false;
            _settings.Pool.Run(this, WorthSharing);
        }

        public override void Backward(int samples, bool gradientIsOfSums)
        {
            if (Gradient is null) return;
            _backward = true;
            _settings.Pool.Run(this, WorthSharing);
        }

        public void Run(int part, int parts)
        {
            var (first, count) = Share.Of(_layer.Values, 1, part, parts);
            if (_backward)
            {
                Elementwise.Run(new MultiplyLoop(Gradient!, _mask!, Gradient!, first, count, _columns));
                return;
            }
            for (var row = first; row < first + count; row++) _drawn.Write(row, new Span<float>(_mask!.Pointer + ((nint)row * _mask.Stride), _columns));
            Elementwise.Run(new MultiplyLoop(_input.Values, _mask!, Output, first, count, _columns));
        }
    }

    private DropoutMask Draw(double rate, BatchPlace place) => new(seed, place.Epoch, place.Batch, number, rate);

    private readonly unsafe struct MultiplyLoop(Matrix values, Matrix mask, Matrix destination, int firstRow, int rows, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (nint i = firstRow; i < firstRow + rows; i++)
            {
                for (var j = 0; j < columns; j += L.Width)
                    L.Store(L.Multiply(L.Load(values.Pointer + (i * values.Stride) + j), L.Load(mask.Pointer + (i * mask.Stride) + j)), destination.Pointer + (i * destination.Stride) + j);
            }
        }
    }
}
