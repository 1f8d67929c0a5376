using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers.Convolutions;

/// <summary>A convolution along one axis.</summary>
internal sealed class Convolution1dKind : ConvolutionKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Conv1D;

    /// <inheritdoc/>
    protected override string Takes => "[channels, length]";

    /// <inheritdoc/>
    protected override int Axes => 1;

    /// <inheritdoc/>
    public override Convolution Of(Layer layer) => layer.Conv1D;
}

/// <summary>A convolution over an image.</summary>
internal sealed class Convolution2dKind : ConvolutionKind
{
    /// <inheritdoc/>
    public override Layer.KindOneofCase Case => Layer.KindOneofCase.Conv2D;

    /// <inheritdoc/>
    protected override string Takes => "[channels, height, width]";

    /// <inheritdoc/>
    protected override int Axes => 2;

    /// <inheritdoc/>
    public override Convolution Of(Layer layer) => layer.Conv2D;
}

/// <summary>Convolutions, of any number of axes.</summary>
internal abstract class ConvolutionKind : LayerKind
{
    /// <inheritdoc/>
    public override bool SumsInputs => true;

    /// <summary>The shape it takes, for messages.</summary>
    protected abstract string Takes { get; }

    /// <summary>Axes that the kernel moves along.</summary>
    protected abstract int Axes { get; }

    /// <summary>What the job says.</summary>
    public abstract Convolution Of(Layer layer);

    /// <inheritdoc/>
    public override LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope)
    {
        var convolution = Of(layer);
        var before = scope.Violations.Count;
        if (!convolution.HasBias) convolution.Bias = true;
        scope.Violations.InRange(scope.Field("channels"), convolution.Channels, 1, Limits.Units);
        CheckWindow(convolution, scope);
        var activation = scope.Activation(convolution.Activation, convolution.ActivationParameters, scope.Default);
        if (activation is not null) (convolution.Activation, convolution.ActivationParameters) = (activation.Name, activation.Parameters);
        if (scope.Violations.Count == before && input is not null && input.Rank != Axes + 1) scope.RefuseShape(Takes, input);
        var window = scope.Violations.Count == before && input is not null
            ? WindowRules.Of(input, convolution.KernelSize, convolution.Stride, convolution.Padding, scope)
            : null;
        int[]? weight = window is null ? null : [convolution.Channels, input!.Axes[0], .. convolution.KernelSize];
        InitializerRules.Resolve(convolution.WeightInitializer, scope.Field("weight_initializer"), weight, scope.Violations);
        if (convolution.BiasInitializer is not null && !convolution.Bias) scope.Violations.Add(scope.Field("bias_initializer"), "There is no bias.");
        else InitializerRules.Resolve(convolution.BiasInitializer, scope.Field("bias_initializer"), [convolution.Channels], scope.Violations);
        if (scope.Violations.Count > before || window is null) return null;
        var output = WindowRules.Output(convolution.Channels, window, input!.Rank);
        if (!scope.Fits(output)) return null;
        return new LayerPlan(this, scope.Name, layer, input, output)
        {
            Activation = activation,
            Weight = weight,
            Bias = convolution.Bias ? [convolution.Channels] : null,
        };
    }

    /// <inheritdoc/>
    public override NetworkLayer Create(LayerPlan plan, Initialisation initialisation) =>
        new ConvolutionLayer(plan, Of(plan.Layer), initialisation.Of(initialisation.NextLayer()));

    private void CheckWindow(Convolution convolution, LayerScope scope)
    {
        var ones = Enumerable.Repeat(1, Axes).ToArray();
        var known = WindowRules.Resolve(convolution.KernelSize, scope.Field("kernel_size"), Axes, null, 1, scope.Violations);
        WindowRules.Resolve(convolution.Stride, scope.Field("stride"), Axes, ones, 1, scope.Violations);
        known &= WindowRules.Resolve(convolution.Padding, scope.Field("padding"), Axes, new int[Axes], 0, scope.Violations);
        for (var i = 0; known && i < Axes; i++)
        {
            if (convolution.Padding[i] >= convolution.KernelSize[i])
                scope.Violations.Add(scope.Field($"padding[{i}]"), $"Must be below the kernel's size, {convolution.KernelSize[i]}, but is {convolution.Padding[i]}.");
        }
    }
}
