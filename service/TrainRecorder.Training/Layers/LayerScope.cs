using System.Globalization;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers;

/// <summary>Where a layer stands in a job that is being resolved.</summary>
/// <param name="Path">Its path: <c>network.layers[2]</c>.</param>
/// <param name="Name">Its whole name.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="First">It is the network's first layer: what comes in are the data's own rows.</param>
/// <param name="Output">It is the network's last layer.</param>
/// <param name="Default">The activation of a layer here that names none; null if that follows from the task.</param>
/// <param name="Network">The network's own default activation.</param>
/// <param name="Violations">Where violations go.</param>
internal sealed record LayerScope(
    string Path, string Name, string Kind, bool First, bool Output, ActivationChoice? Default, ActivationChoice Network, Violations Violations)
{
    /// <summary>No activation: the default of normalisations, and of a block's last layer.</summary>
    public static ActivationChoice Linear { get; } = new("linear", null);

    /// <summary>The path of a field of the layer's kind.</summary>
    public string Field(string name) => $"{Path}.{Kind}.{name}";

    /// <summary>Notes a shape that the layer cannot take.</summary>
    public void RefuseShape(string takes, TensorShape input) =>
        Violations.Add(Path, $"Layer '{Name}' ({Kind}) takes {takes}, but what comes in has the shape {input}.");

    /// <summary>Notes an output that is too large; true if it is not.</summary>
    public bool Fits(TensorShape output)
    {
        if (output.Count <= Limits.LayerValues) return true;
        Violations.Add(Path, $"Layer '{Name}' ({Kind}) gives {output}, more than {Limits.LayerValues} values a sample, which is the limit.");
        return false;
    }

    /// <summary>Checks an activation and makes its defaults explicit.</summary>
    /// <param name="activation">What the job says; empty for the default.</param>
    /// <param name="parameters">What the job says.</param>
    /// <param name="byDefault">The default; null if that follows from the task.</param>
    /// <returns>The activation with its parameters; null after a violation, and where it follows from the task.</returns>
    public ActivationChoice? Activation(string activation, ActivationParameters? parameters, ActivationChoice? byDefault)
    {
        if (activation.Length == 0)
        {
            if (byDefault is null) return null;
            activation = byDefault.Name;
        }
        var known = Output ? ActivationKinds.Names : ActivationKinds.HiddenNames;
        if (ActivationKinds.Names.Contains(activation) && !known.Contains(activation))
        {
            Violations.Add(Field("activation"), $"{activation} is for the output layer only.");
            return null;
        }
        if (!Violations.IsKnown(Field("activation"), activation, known)) return null;
        if (parameters is null && activation == Network.Name) parameters = Network.Parameters;
        return ActivationKinds.Resolve(activation, parameters, Field("activation_parameters"), Violations);
    }

    /// <summary>Checks the layers of a block, gives each its name, and infers what comes out.</summary>
    /// <param name="field">The block's field that holds them.</param>
    /// <param name="layers">They.</param>
    /// <param name="input">The shape that comes into the block; null if it is not known.</param>
    /// <param name="prefix">What names are by default, a number after it.</param>
    /// <returns>Null after a violation, and without a known input.</returns>
    public IReadOnlyList<LayerPlan>? Block(string field, IReadOnlyList<Layer> layers, TensorShape? input, string prefix)
    {
        var plans = new List<LayerPlan>();
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            if (layer.Name.Length == 0) layer.Name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i + 1}");
            var scope = this with
            {
                Path = $"{Field(field)}[{i}]",
                Name = $"{Name}_{layer.Name}",
                First = false,
                Output = false,
                Default = i == layers.Count - 1 ? Linear : Network,
            };
            var plan = LayerKinds.Resolve(layer, input, scope);
            input = plan?.Output;
            if (plan is not null) plans.Add(plan);
        }
        return plans.Count == layers.Count ? plans : null;
    }
}
