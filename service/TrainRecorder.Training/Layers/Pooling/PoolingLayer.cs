using TrainRecorder.Training.Arithmetic.Windows;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>Pooling of each channel over the positions of a window.</summary>
/// <param name="plan">What it is.</param>
/// <param name="window">The window over a channel.</param>
internal sealed class PoolingLayer<TPool>(LayerPlan plan, Window window) : NetworkLayer(plan)
    where TPool : struct, IPool
{
    /// <summary>Channels, of input and output.</summary>
    public int Channels => Plan.Input.Axes[0];

    /// <summary>The window over a channel.</summary>
    public Window Window => window;

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new PoolingPass<TPool>(this, settings, input);
}
