using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Composition;

/// <summary>Composes the pictures of a run. What is the same at every epoch is laid out once.</summary>
/// <remarks>Safe for several threads: composing reads only what was prepared.</remarks>
public sealed class SceneComposer
{
    private readonly RunHistory _history;
    private readonly SceneOptions _options;
    private readonly TypeScale _type;
    private readonly Heading _heading;
    private readonly IReadOnlyList<IChart> _charts;
    private readonly INetworkPicture _picture;
    private readonly Drawing _constant = new();

    /// <summary>Prepares the pictures of a run.</summary>
    /// <param name="network">The network as recorded.</param>
    /// <param name="history">The recording as a whole.</param>
    /// <param name="options">How it is to be seen.</param>
    /// <exception cref="SceneException">This network cannot be seen so.</exception>
    public SceneComposer(NetworkShape network, RunHistory history, SceneOptions options)
    {
        (_history, _options) = (history, options);
        _type = new TypeScale(options.Width, options.Height);
        DrawnNetwork drawn = options.Folds ? DrawnNetwork.Of(network) : DrawnNetwork.Plain(network);
        _picture = options.View switch
        {
            NetworkView.Network => new NetworkPicture(drawn, history, options, _type),
            _ => MatrixPicture.Create(network, drawn, history, options, _type),
        };
        FrameZones zones = FrameZones.Divide(options.Width, options.Height, _type, _picture.LegendWidth, hasCharts: history.Epochs.Count > 0);
        _picture.Arrange(zones.Network);
        _heading = new Heading(history, zones.Header, _type, options.Theme);
        _charts = ChartRow.Create(network, history, zones.Charts, _type, options.Theme);

        _picture.Legend.Draw(_constant, zones.Legend);
        _picture.DrawConstant(_constant);
        foreach (IChart chart in _charts)
            chart.Draw(_constant);
    }

    /// <summary>Where layers and units are, of the view <see cref="NetworkView.Network"/>.</summary>
    public NetworkLayout Layout => Network.Layout;

    /// <summary>How weights are drawn, of the view <see cref="NetworkView.Network"/>.</summary>
    public WeightScale Weights => Network.Weights;

    /// <summary>How norms of many weights are drawn, of the view <see cref="NetworkView.Network"/>.</summary>
    public WeightScale Strengths => Network.Strengths;

    /// <summary>What the colours of each drawn layer's units mean, of the view <see cref="NetworkView.Network"/>; null where they mean nothing.</summary>
    public IReadOnlyList<UnitFill?> Fills => Network.Fills;

    private NetworkPicture Network => _picture as NetworkPicture ?? throw new InvalidOperationException($"the view {_options.View} has no units");

    /// <summary>Composes the picture of an epoch.</summary>
    /// <param name="frame">What was recorded of it; as many layers as the network.</param>
    public PictureScene Compose(FrameData frame)
    {
        Drawing drawing = new();
        (IReadOnlyList<Connection> connections, IReadOnlyList<LayerView> layers) = _picture.Draw(drawing, frame);
        drawing.Add(_constant);
        _heading.Draw(drawing, frame.Epoch);
        foreach (IChart chart in _charts)
            chart.Mark(drawing, frame.Position);
        return new PictureScene
        {
            Width = _options.Width,
            Height = _options.Height,
            Epoch = frame.Epoch,
            Description = string.Join(", ", new[] { _history.Name, _heading.Status(frame.Epoch) }.Where(text => text.Length > 0)),
            Theme = _options.Theme,
            Outline = _type.Hairline,
            Connections = connections,
            Layers = layers,
            Drawing = drawing,
        };
    }
}
