using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Composition;

/// <summary>All that is seen in one picture, in the order in which it is drawn: connections, layers, then the rest.</summary>
/// <remarks>Rents buffers: dispose it when it is drawn.</remarks>
public sealed class PictureScene : IDisposable
{
    /// <summary>Pixels from left to right.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels from top to bottom.</summary>
    public required int Height { get; init; }

    /// <summary>The epoch shown.</summary>
    public required int Epoch { get; init; }

    /// <summary>What the picture is called, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>The colours.</summary>
    public required Theme Theme { get; init; }

    /// <summary>The width of the units' outlines in pixels.</summary>
    public required float Outline { get; init; }

    /// <summary>Edges, behind the units.</summary>
    public required IReadOnlyList<Connection> Connections { get; init; }

    /// <summary>Units.</summary>
    public required IReadOnlyList<LayerView> Layers { get; init; }

    /// <summary>Titles, captions, charts and the legend.</summary>
    public required Drawing Drawing { get; init; }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        foreach (Connection connection in Connections)
            connection.Dispose();
    }
}
