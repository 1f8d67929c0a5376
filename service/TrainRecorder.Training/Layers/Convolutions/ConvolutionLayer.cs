using TrainRecorder.Training.Arithmetic.Windows;
using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Convolutions;

/// <summary>y = activation(W ∗ x + b), W of shape <c>[channels, channels in, kernel…]</c>.</summary>
internal sealed class ConvolutionLayer : NetworkLayer
{
    /// <summary>Makes a layer, by default with PyTorch's initial values for <c>nn.Conv2d</c>: weights and biases uniform in ±1/√(channels in · kernel).</summary>
    public ConvolutionLayer(LayerPlan plan, Convolution convolution, RandomStream random)
        : base(plan)
    {
        Window = WindowRules.Over(plan.Input, convolution.KernelSize, convolution.Stride, convolution.Padding);
        var byDefault = UniformInitializer.Within(1 / Math.Sqrt((double)ChannelsIn * Window.Taps));
        Weight = new Parameter($"{Name}.weight", plan.Weight!);
        InitializerKinds.Fill(Weight, convolution.WeightInitializer, byDefault, random);
        if (plan.Bias is null) return;
        Bias = new Parameter($"{Name}.bias", plan.Bias);
        InitializerKinds.Fill(Bias, convolution.BiasInitializer, byDefault, random);
    }

    /// <summary>The kernel over the input.</summary>
    public Window Window { get; }

    /// <summary>Channels that come in.</summary>
    public int ChannelsIn => Plan.Input.Axes[0];

    /// <summary>Channels that come out.</summary>
    public int Channels => Plan.Output.Axes[0];

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new ConvolutionPass(this, settings, input);
}
