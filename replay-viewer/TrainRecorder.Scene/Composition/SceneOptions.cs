using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Composition;

/// <summary>What is shown of a network.</summary>
public enum NetworkView
{
    /// <summary>Units and edges.</summary>
    Network,

    /// <summary>The weights of every layer as a heat map: a row an output, a column an input.</summary>
    Heatmap,

    /// <summary>The weights into each unit of a layer as a picture, where what comes in is an image.</summary>
    Filters,

    /// <summary>The kernels of a convolution: a row an output channel, a column an input channel.</summary>
    Kernels,
}

/// <summary>How a recording is to be seen.</summary>
public sealed record SceneOptions
{
    /// <summary>The smallest width in which everything can be read, in pixels.</summary>
    public const int SmallestWidth = 480;

    /// <summary>The smallest height in which everything can be read, in pixels.</summary>
    public const int SmallestHeight = 270;

    /// <summary>The largest width and height in pixels: 8K.</summary>
    public const int LargestSide = 7680;

    /// <summary>The most pixels: 7680 by 4320.</summary>
    public const int LargestPixels = LargestSide * 4320;

    /// <summary>A picture can have a width and a height.</summary>
    public static bool CanBe(int width, int height) => width is >= SmallestWidth and <= LargestSide
        && height is >= SmallestHeight and <= LargestSide && (long)width * height <= LargestPixels;

    /// <summary>Pixels from left to right.</summary>
    public int Width { get; init; } = 1600;

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; init; } = 900;

    /// <summary>The colours.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>What is shown.</summary>
    public NetworkView View { get; init; }

    /// <summary>The layer of <see cref="NetworkView.Filters"/> and <see cref="NetworkView.Kernels"/>; null: the first for which it makes sense.</summary>
    public string? Layer { get; init; }

    /// <summary>How layers are arranged.</summary>
    public NetworkArrangement Arrangement { get; init; }

    /// <summary>What the colour of a unit shows.</summary>
    public UnitQuantity Fill { get; init; } = UnitQuantity.Auto;

    /// <summary>What the ring around a unit shows.</summary>
    public UnitQuantity Ring { get; init; }

    /// <summary>What an edge shows.</summary>
    public EdgeQuantity EdgeBy { get; init; }

    /// <summary>Which edges are drawn.</summary>
    public EdgeChoice Edges { get; init; }

    /// <summary>The sample of the probe whose activations are shown, from 0; null: the mean over the probe.</summary>
    public int? Sample { get; init; }

    /// <summary>Channels are small pictures, and layers that only pass on are not drawn; otherwise every recorded unit of every layer is.</summary>
    public bool Folds { get; init; } = true;
}
