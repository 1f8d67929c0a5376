using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;

namespace TrainRecorder.Training.Layers.Residuals;

/// <summary>The passes over a block and what is inside.</summary>
internal sealed unsafe class ResidualPass : LayerPass
{
    private readonly ResidualLayer _layer;
    private readonly PassInput _input;
    private readonly PassChain _inside;
    private readonly PassChain? _shortcut;
    private readonly Matrix? _insideGradient;

    public ResidualPass(ResidualLayer layer, PassSettings settings, PassInput input)
    {
        _layer = layer;
        _input = input;
        // Two ways lead back to the input: the gradient of one waits here for the other's.
        _insideGradient = input.Gradient is null ? null : new Matrix(layer.Inputs, settings.Capacity);
        _inside = new PassChain(layer.Inside, settings, input with { Gradient = _insideGradient });
        _shortcut = layer.Shortcut.Count == 0 ? null : new PassChain(layer.Shortcut, settings, input);
        Output = new Matrix(layer.Values, settings.Capacity);
        Sums = layer.Activation.KeepsSums ? new Matrix(layer.Values, settings.Capacity) : Output;
        var needed = _inside.Output.Gradient is not null || _shortcut?.Output.Gradient is not null;
        Gradient = needed ? new Matrix(layer.Values, settings.Capacity) : null;
    }

    /// <inheritdoc/>
    public override NetworkLayer Layer => _layer;

    /// <inheritdoc/>
    public override Matrix Sums { get; }

    /// <inheritdoc/>
    public override Matrix Output { get; }

    /// <inheritdoc/>
    public override Matrix? Gradient { get; }

    /// <inheritdoc/>
    public override IEnumerable<LayerPass> All => [.. _inside.All, .. _shortcut?.All ?? [], this];

    /// <inheritdoc/>
    public override void Forward(int samples, BatchPlace place)
    {
        _inside.Forward(samples, place);
        _shortcut?.Forward(samples, place);
        var columns = Padding.RoundUp(samples);
        Elementwise.Run(new AddLoop(_shortcut?.Output.Output ?? _input.Values, _inside.Output.Output, Sums, columns));
        if (!_layer.Activation.IsLinear) _layer.Activation.Forward(Sums, null, Output, 0, _layer.Values, columns);
    }

    /// <inheritdoc/>
    public override void Backward(int samples, bool gradientIsOfSums)
    {
        if (Gradient is null) return;
        var columns = Padding.RoundUp(samples);
        if (!gradientIsOfSums && !_layer.Activation.IsLinear) _layer.Activation.Backward(Sums, Output, Gradient, 0, _layer.Values, columns);
        Backward(_inside, samples, columns);
        if (_shortcut is not null) Backward(_shortcut, samples, columns);
        if (_input.Gradient is { } inputGradient)
            Elementwise.Run(new AddLoop(_shortcut is null ? Gradient : inputGradient, _insideGradient!, inputGradient, columns));
    }

    private void Backward(PassChain chain, int samples, int columns)
    {
        if (chain.Output.Gradient is not { } gradient) return;
        Elementwise.Run(new CopyLoop(Gradient!, gradient, columns));
        chain.Backward(samples, gradientIsOfSums: false);
    }

    private readonly struct AddLoop(Matrix left, Matrix right, Matrix sum, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (nint i = 0; i < sum.Rows; i++)
            {
                for (var j = 0; j < columns; j += L.Width)
                    L.Store(L.Add(L.Load(left.Pointer + (i * left.Stride) + j), L.Load(right.Pointer + (i * right.Stride) + j)), sum.Pointer + (i * sum.Stride) + j);
            }
        }
    }

    private readonly struct CopyLoop(Matrix from, Matrix to, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (nint i = 0; i < from.Rows; i++)
            {
                for (var j = 0; j < columns; j += L.Width) L.Store(L.Load(from.Pointer + (i * from.Stride) + j), to.Pointer + (i * to.Stride) + j);
            }
        }
    }
}
