using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Legend;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Composition;

/// <summary>What fills the middle of a picture: the network, or its weights in another form.</summary>
internal interface INetworkPicture
{
    /// <summary>The width that its legend needs, known before the layout.</summary>
    float LegendWidth { get; }

    /// <summary>Lays itself out in a zone, once.</summary>
    void Arrange(Box zone);

    /// <summary>What must be explained; known after the layout.</summary>
    LegendColumn Legend { get; }

    /// <summary>Draws what is the same at every epoch.</summary>
    void DrawConstant(Drawing drawing);

    /// <summary>Draws an epoch.</summary>
    (IReadOnlyList<Connection> Connections, IReadOnlyList<LayerView> Layers) Draw(Drawing drawing, FrameData frame);
}
