using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Composition;

/// <summary>How a recording is to be seen.</summary>
public sealed record SceneOptions
{
    /// <summary>The smallest width in which everything can be read, in pixels.</summary>
    public const int SmallestWidth = 480;

    /// <summary>The smallest height in which everything can be read, in pixels.</summary>
    public const int SmallestHeight = 270;

    /// <summary>The largest width and height in pixels.</summary>
    public const int LargestSide = 8192;

    /// <summary>Pixels from left to right.</summary>
    public int Width { get; init; } = 1600;

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; init; } = 900;

    /// <summary>The colours.</summary>
    public Theme Theme { get; init; } = Theme.Light;
}
