namespace TrainRecorder.Scene.Runs;

/// <summary>A layer laid out as a picture: its unit number is ((channel * height) + row) * width + column.</summary>
public readonly record struct ImageShape(int Channels, int Height, int Width);

/// <summary>What a scene must know of a layer, the same at every epoch.</summary>
public sealed record LayerShape
{
    /// <summary>Its name in the recording: <c>hidden1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title for people: <c>Hidden Layer 1</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Its units, at least 1.</summary>
    public required int Units { get; init; }

    /// <summary>Its activation function; empty for the input.</summary>
    public string Activation { get; init; } = "";

    /// <summary>Set if the units form a picture.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Names of the units (features, classes), in order; empty if they have none.</summary>
    public IReadOnlyList<string> UnitNames { get; init; } = [];

    /// <summary>Weights of shape <c>[Units, units of the layer before]</c> are recorded.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Saturation is recorded.</summary>
    public bool HasSaturation { get; init; }
}
