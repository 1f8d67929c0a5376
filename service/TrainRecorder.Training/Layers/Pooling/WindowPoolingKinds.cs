using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>The largest value of each window.</summary>
internal sealed class MaxPoolKind() : WindowPoolingKind<MaxPool>(Layer.KindOneofCase.MaxPool, layer => layer.MaxPool);

/// <summary>The mean of each window.</summary>
internal sealed class AveragePoolKind() : WindowPoolingKind<AveragePool>(Layer.KindOneofCase.AveragePool, layer => layer.AveragePool);

/// <summary>Pooling over windows.</summary>
internal abstract class WindowPoolingKind<TPool>(Layer.KindOneofCase kind, Func<Layer, V1.Pooling> of) : LayerKind
    where TPool : struct, IPool
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => kind;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var pooling = of(layer);
        var before = scope.Violations.Count;
        if (input is { Rank: not (2 or 3) })
        {
            scope.RefuseShape("[channels, length] or [channels, height, width]", input);
            input = null;
        }
        // Where the shape is not known the fields themselves say how many axes are meant.
        var axes = input is null ? Math.Clamp(Math.Max(pooling.KernelSize.Count, Math.Max(pooling.Stride.Count, pooling.Padding.Count)), 1, 2) : input.Rank - 1;
        var known = WindowRules.Resolve(pooling.KernelSize, scope.Field("kernel_size"), axes, null, 1, scope.Violations);
        WindowRules.Resolve(pooling.Stride, scope.Field("stride"), axes, known ? pooling.KernelSize : Enumerable.Repeat(1, axes).ToArray(), 1, scope.Violations);
        known &= WindowRules.Resolve(pooling.Padding, scope.Field("padding"), axes, new int[axes], 0, scope.Violations);
        for (var i = 0; known && i < axes; i++)
        {
            if (pooling.Padding[i] > pooling.KernelSize[i] / 2)
                scope.Violations.Add(scope.Field($"padding[{i}]"), $"Must be at most half the window, {pooling.KernelSize[i] / 2}, but is {pooling.Padding[i]}.");
        }
        if (scope.Violations.Count > before || input is null) return null;
        var window = WindowRules.Of(input, pooling.KernelSize, pooling.Stride, pooling.Padding, scope);
        return window is null ? null : new LayerPlan(this, scope.Name, layer, input, WindowRules.Output(input.Axes[0], window, input.Rank));
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        initialisation.NextLayer();
        var pooling = of(plan.Layer);
        return new PoolingLayer<TPool>(plan, WindowRules.Over(plan.Input, pooling.KernelSize, pooling.Stride, pooling.Padding));
    }
}
