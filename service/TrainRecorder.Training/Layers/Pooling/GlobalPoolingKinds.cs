using TrainRecorder.Training.Arithmetic.Windows;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>The largest value of each channel.</summary>
internal sealed class GlobalMaxPoolKind() : GlobalPoolingKind<MaxPool>(Layer.KindOneofCase.GlobalMaxPool);

/// <summary>The mean of each channel.</summary>
internal sealed class GlobalAveragePoolKind() : GlobalPoolingKind<AveragePool>(Layer.KindOneofCase.GlobalAveragePool);

/// <summary>Pooling over all places of a channel: a window as large as the image, at one position.</summary>
internal abstract class GlobalPoolingKind<TPool>(Layer.KindOneofCase kind) : LayerKind
    where TPool : struct, IPool
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => kind;

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        if (input is null) return null;
        if (input.Rank > 1) return new LayerPlan(this, scope.Name, layer, input, new TensorShape(input.Axes[0]));
        scope.RefuseShape("[channels, ...], several axes", input);
        return null;
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation)
    {
        initialisation.NextLayer();
        var places = (int)(plan.Input.Count / plan.Input.Axes[0]);
        return new PoolingLayer<TPool>(plan, new Window(WindowAxis.One, new WindowAxis(places, places, places, 0)));
    }
}
