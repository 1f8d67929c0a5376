using System.Runtime.CompilerServices;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>The passes over a pooling layer. Threads share channels.</summary>
internal sealed unsafe class PoolingPass<TPool> : LayerPass
    where TPool : struct, IPool
{
    private readonly PoolingLayer<TPool> _layer;
    private readonly PassSettings _settings;
    private readonly PassInput _input;
    private readonly Work _forward;
    private readonly Work _backward;

    public PoolingPass(PoolingLayer<TPool> layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _settings = settings;
        _input = input;
        Output = new Matrix(layer.Values, settings.Capacity);
        Gradient = input.Gradient is null ? null : new Matrix(layer.Values, settings.Capacity);
        _forward = new Work(this, backward: false);
        _backward = new Work(this, backward: true);
    }

    /// <inheritdoc/>
    public override NetworkLayer Layer => _layer;

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    private int Columns { get; set; }

    // Some ten operations a value.
    private bool WorthSharing => (long)_layer.Inputs * Columns * 10 >= Share.WorthSharing;

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        Columns = Padding.RoundUp(samples);
        _settings.Pool.Run(_forward, WorthSharing);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        if (Gradient is null) return;
        Columns = Padding.RoundUp(samples);
        _settings.Pool.Run(_backward, WorthSharing);
    }

    /// <summary>All positions, for some channels.</summary>
    private sealed class Work : IParallelWork
    {
        private readonly PoolingPass<TPool> _pass;
        private readonly bool _backward;
        private readonly int[][] _rows;

        public Work(PoolingPass<TPool> pass, bool backward)
        {
            _pass = pass;
            _backward = backward;
            // Each part has a list of its own.
            _rows = [.. Enumerable.Range(0, pass._settings.Pool.Threads).Select(_ => GC.AllocateUninitializedArray<int>(pass._layer.Window.Taps, pinned: true))];
        }

        public void Run(int part, int parts)
        {
            var window = _pass._layer.Window;
            var (first, count) = Share.Of(_pass._layer.Channels, 1, part, parts);
            if (_backward) _pass._input.Gradient!.Clear(first * window.Places, count * window.Places, _pass.Columns);
            var rows = (int*)Unsafe.AsPointer(ref _rows[part][0]);
            for (var position = 0; position < window.Positions; position++)
            {
                var covered = window.Cover(position, rows);
                for (var channel = first; channel < first + count; channel++) Run(channel, position, rows, covered);
            }
        }

        private void Run(int channel, int position, int* rows, int covered)
        {
            var (window, output, input) = (_pass._layer.Window, _pass.Output, _pass._input.Values);
            var row = ((nint)channel * window.Positions) + position;
            var pooled = new PooledWindow(
                input.Pointer + ((nint)channel * window.Places * input.Stride), input.Stride, rows, covered, window.Taps, output.Pointer + (row * output.Stride), _pass.Columns);
            if (!_backward)
            {
                TPool.Forward(pooled);
                return;
            }
            var (gradient, inputGradient) = (_pass.Gradient!, _pass._input.Gradient!);
            var channelGradient = inputGradient.Pointer + ((nint)channel * window.Places * inputGradient.Stride);
            TPool.Backward(pooled, gradient.Pointer + (row * gradient.Stride), channelGradient, inputGradient.Stride);
        }
    }
}
