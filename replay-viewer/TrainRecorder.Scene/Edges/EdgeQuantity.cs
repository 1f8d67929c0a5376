namespace TrainRecorder.Scene.Edges;

/// <summary>What the width and the colour of an edge show.</summary>
public enum EdgeQuantity
{
    /// <summary>The weight w.</summary>
    Weight,

    /// <summary>The weight times the activation a of the unit that it comes from: |w|·|a|, with the sign of w·a.</summary>
    Contribution,

    /// <summary>How much the weight changed since the epoch recorded before.</summary>
    Change,

    /// <summary>The gradient of the loss with respect to the weight, at the last step of the epoch.</summary>
    Gradient,
}

/// <summary>How quantities of edges are called.</summary>
internal static class EdgeQuantities
{
    /// <summary>One of them, for captions: <c>weight</c>.</summary>
    public static string Noun(this EdgeQuantity quantity) => quantity switch
    {
        EdgeQuantity.Weight => "weight",
        EdgeQuantity.Contribution => "contribution",
        EdgeQuantity.Change => "change",
        _ => "gradient",
    };

    /// <summary>Its size, for the legend: <c>|w|</c>.</summary>
    public static string Size(this EdgeQuantity quantity) => quantity switch
    {
        EdgeQuantity.Weight => "|w|",
        EdgeQuantity.Contribution => "|w·a|",
        EdgeQuantity.Change => "|Δw|",
        _ => "|∂L/∂w|",
    };
}
