using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Reading;

/// <summary>What must be read of a recording for pictures of a kind, so that nothing else is.</summary>
/// <param name="options">How the recording is to be seen.</param>
internal sealed class ReadingNeeds(SceneOptions options)
{
    /// <summary>The sample whose activations are shown; null for the mean.</summary>
    public int? Sample => options.Sample;

    /// <summary>What edges show.</summary>
    public EdgeQuantity EdgeBy => options.View == NetworkView.Network ? options.EdgeBy : EdgeQuantity.Weight;

    /// <summary>Which edges are drawn.</summary>
    public EdgeChoice Edges => options.Edges;

    /// <summary>Weights, or what edges show in their place.</summary>
    public bool Weights => options.View != NetworkView.Network || options.Edges.Kind != EdgeChoiceKind.None;

    /// <summary>Biases.</summary>
    public bool Bias => Shows(UnitQuantity.Bias);

    /// <summary>Saturated fractions.</summary>
    public bool SaturatedFraction => Shows(UnitQuantity.SaturatedFraction);

    /// <summary>Zero fractions.</summary>
    public bool ZeroFraction => Shows(UnitQuantity.ZeroFraction);

    /// <summary>Mean activations of a layer.</summary>
    public bool Mean(LayerShape layer) =>
        Shows(UnitQuantity.MeanActivation) || Shows(UnitQuantity.Activation) || (EdgeBy == EdgeQuantity.Contribution && Sample is null) || !layer.HasSaturation;

    /// <summary>The activation of every place, on the sample or on average: of small pictures; of units that are places of a channel; of everything when a sample was chosen.</summary>
    public bool Map(LayerShape layer) => options.View == NetworkView.Network && (IsTiled(layer) || layer.HasUnitsOfPlaces || (Sample is not null
        && (Shows(UnitQuantity.Activation) || EdgeBy == EdgeQuantity.Contribution || (!layer.HasSaturation && Shows(UnitQuantity.Auto)))));

    private bool IsTiled(LayerShape layer) => options.Folds && layer.Image is not null && layer.Kind is not ("input" or "embedding" or "flatten" or "dropout");

    private bool Shows(UnitQuantity quantity) => options.Fill == quantity || options.Ring == quantity;
}
