using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Plots;

/// <summary>The room between two lines over the epochs.</summary>
internal sealed record PlotBand(IReadOnlyList<int> Epochs, IReadOnlyList<double> Low, IReadOnlyList<double> High, Rgb Colour, float Opacity)
{
    /// <summary>Draws it, broken where one of the lines has no value.</summary>
    public void Draw(Drawing drawing, PlotPanel panel)
    {
        List<Vector2> upper = [], lower = [];
        for (int index = 0; index <= Epochs.Count; index++)
        {
            if (index < Epochs.Count && double.IsFinite(Low[index]) && double.IsFinite(High[index]))
            {
                upper.Add(new Vector2(panel.X(Epochs[index]), panel.Y(High[index])));
                lower.Add(new Vector2(panel.X(Epochs[index]), panel.Y(Low[index])));
                continue;
            }
            if (upper.Count > 1)
                drawing.Add(new Area([.. upper, .. Enumerable.Reverse(lower)], Colour, Opacity));
            (upper, lower) = ([], []);
        }
    }
}
