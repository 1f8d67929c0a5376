using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Plots;

/// <summary>The texts of a figure, which stands alone and is printed small: a step larger than those of charts below a network.</summary>
internal sealed class PlotType(float width, float height)
{
    private readonly TypeScale _scale = new(width, height);

    /// <summary>A pixel of a frame of 1600 by 900.</summary>
    public float Unit => _scale.Unit;

    public float Margin => _scale.Margin;

    public float Gap => _scale.Gap;

    public float Hairline => _scale.Hairline;

    /// <summary>The width of curves.</summary>
    public float Line => MathF.Max(2.2f * Unit, 1.3f);

    /// <summary>The figure's title.</summary>
    public TextStyle Title => _scale.Title;

    /// <summary>What the figure is of.</summary>
    public TextStyle Subtitle => _scale.Status;

    /// <summary>Titles of panels.</summary>
    public TextStyle PanelTitle => _scale.LayerTitle;

    /// <summary>Titles of axes, names of lines.</summary>
    public TextStyle Axis => _scale.UnitName;

    /// <summary>Numbers at axes, notes.</summary>
    public TextStyle Small => _scale.Caption;
}
