namespace TrainRecorder.Scene.Runs;

/// <summary>A layer laid out as a picture: its unit number is ((channel * height) + row) * width + column.</summary>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values of one channel.</summary>
    public int Pixels => Height * Width;
}

/// <summary>What a scene must know of a layer, the same at every epoch.</summary>
public sealed record LayerShape
{
    /// <summary>Its name in the recording: <c>hidden1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title for people: <c>Hidden Layer 1</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Its units, at least 1.</summary>
    public required int Units { get; init; }

    /// <summary>Its kind in the recording: <c>input</c>, <c>dense</c>, <c>conv2d</c> ...</summary>
    public string Kind { get; init; } = "dense";

    /// <summary>Its activation function; empty for the input.</summary>
    public string Activation { get; init; } = "";

    /// <summary>Set if the units form a picture.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Set if each unit is a channel, shown as a small picture of this shape (its channels are the units).</summary>
    public ImageShape? Tiles { get; init; }

    /// <summary>Its units are places (an embedding's numbers), of which statistics are recorded a channel, not a place: only the activation tells them apart.</summary>
    public bool HasUnitsOfPlaces => Kind == "embedding" && Image is not null;

    /// <summary>Names of the units (features, classes), in order; empty if they have none.</summary>
    public IReadOnlyList<string> UnitNames { get; init; } = [];

    /// <summary>The layers whose outputs come in, by their place in the network; empty: the layer before.</summary>
    public IReadOnlyList<int> Inputs { get; init; } = [];

    /// <summary>The shape of the recorded weights, PyTorch's: <c>[units, inputs]</c>, <c>[channels, input channels, height, width]</c>; empty if there are none.</summary>
    public IReadOnlyList<int> WeightShape { get; init; } = [];

    /// <summary>Weights of shape <c>[Units, units of the layer before]</c> are recorded.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Drawn from a shape alone, or from weights that were given: nothing of its units was recorded.</summary>
    public bool IsSketch { get; init; }

    /// <summary>Saturation is recorded.</summary>
    public bool HasSaturation { get; init; }

    /// <summary>What the colour of its units shows, in the words of its head; null for the usual (the mean activation), empty for nothing.</summary>
    public string? Shows { get; init; }

    /// <summary>Layers that only pass on what this one gives (flatten, dropout), which are not drawn but named below its title.</summary>
    public IReadOnlyList<string> PassedOnBy { get; init; } = [];
}
