namespace TrainRecorder.Scene.Plots;

/// <summary>How numbers are laid along an axis.</summary>
internal interface IAxisScale
{
    /// <summary>Where numbers stand at the axis, rising, with their texts.</summary>
    IReadOnlyList<(double Value, string Text)> Marks { get; }

    /// <summary>The place of a number: 0 at the lower end, 1 at the upper one; NaN for one that has no place.</summary>
    double Share(double value);
}
