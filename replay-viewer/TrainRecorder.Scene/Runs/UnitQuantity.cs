namespace TrainRecorder.Scene.Runs;

/// <summary>What a unit's colour or ring can show.</summary>
public enum UnitQuantity
{
    /// <summary>Nothing: units are hollow.</summary>
    None,

    /// <summary>Saturation where it is recorded, otherwise mean activation.</summary>
    Auto,

    /// <summary>Saturation, in [0, 1].</summary>
    Saturation,

    /// <summary>The share of the probe on which the unit is saturated, in [0, 1].</summary>
    SaturatedFraction,

    /// <summary>The activation on the chosen sample of the probe; without one, the mean over it.</summary>
    Activation,

    /// <summary>The mean activation over the probe.</summary>
    MeanActivation,

    /// <summary>The share of the probe on which the unit gives exactly 0, in [0, 1].</summary>
    ZeroFraction,

    /// <summary>The unit is flat on the whole probe.</summary>
    Dead,

    /// <summary>The bias.</summary>
    Bias,
}
