using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Plots;

/// <summary>A figure's page: title and subject above, notes below, and the room between them.</summary>
internal sealed class FigurePage
{
    private const string NoteSeparator = "   ·   ";

    private readonly SceneOptions _options;
    private readonly string _description;
    private readonly int _epoch;

    /// <summary>Lays out a page.</summary>
    /// <param name="options">Size and theme.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="subject">Of what.</param>
    /// <param name="notes">What must be said of how it is shown, most important first.</param>
    /// <param name="epoch">The last epoch shown.</param>
    public FigurePage(SceneOptions options, string title, string subject, IReadOnlyList<string> notes, int epoch)
    {
        (_options, _description, _epoch) = (options, $"{subject}: {title}", epoch);
        Type = new PlotType(options.Width, options.Height);
        Box inner = Box.Between(Type.Margin, Type.Margin * 0.75f, options.Width - Type.Margin, options.Height - Type.Margin * 0.6f);
        float baseline = inner.Top + Type.Title.Ascent;
        string shown = TextFit.Shorten(title, Type.Title, inner.Width);
        Drawing.Write(shown, inner.Left, baseline, Anchor.Start, Type.Title, Theme.Ink);
        float room = inner.Width - Type.Title.Width(shown) - 4 * Type.Gap;
        Drawing.Write(TextFit.Shorten(subject, Type.Subtitle, room), inner.Right, baseline, Anchor.End, Type.Subtitle, Theme.Muted);

        IReadOnlyList<string> lines = TextFit.Wrap(notes, NoteSeparator, Type.Small, inner.Width);
        float top = inner.Bottom - lines.Count * Type.Small.LineHeight;
        for (int index = 0; index < lines.Count; index++)
            Drawing.Write(lines[index], inner.Left, top + index * Type.Small.LineHeight + Type.Small.Ascent, Anchor.Start, Type.Small, Theme.Muted);
        Body = Box.Between(inner.Left, inner.Top + Type.Title.LineHeight + 1.5f * Type.Gap, inner.Right, top - (lines.Count > 0 ? 1.5f * Type.Gap : 0));
    }

    /// <summary>What is drawn.</summary>
    public Drawing Drawing { get; } = new();

    /// <summary>The texts.</summary>
    public PlotType Type { get; }

    /// <summary>The colours.</summary>
    public Theme Theme => _options.Theme;

    /// <summary>The room for panels.</summary>
    public Box Body { get; }

    /// <summary>The page as a picture.</summary>
    public PictureScene ToScene() => new()
    {
        Width = _options.Width,
        Height = _options.Height,
        Epoch = _epoch,
        Description = _description,
        Theme = Theme,
        Outline = Type.Hairline,
        Connections = [],
        Layers = [],
        Drawing = Drawing,
    };
}
