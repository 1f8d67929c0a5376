using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Plots;

/// <summary>How a line is drawn.</summary>
internal enum LineStyle
{
    /// <summary>Without gaps.</summary>
    Solid,

    /// <summary>With gaps.</summary>
    Dashed,
}

/// <summary>A line through numbers at epochs.</summary>
/// <param name="Epochs">Rising.</param>
/// <param name="Values">As many; the line is broken where one has no place on the scale.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Style">How it is drawn.</param>
internal sealed record PlotLine(IReadOnlyList<int> Epochs, IReadOnlyList<double> Values, Rgb Colour, LineStyle Style = LineStyle.Solid)
{
    private const int MostDots = 40;
    private const float DashedShare = 0.75f;

    /// <summary>Draws it; few points, and points that stand alone, are marked with dots.</summary>
    public void Draw(Drawing drawing, PlotPanel panel, PlotType type)
    {
        List<Vector2> piece = [];
        for (int index = 0; index <= Epochs.Count; index++)
        {
            bool isThere = index < Epochs.Count && double.IsFinite(panel.YScale.Share(Values[index]));
            if (isThere)
            {
                piece.Add(new Vector2(panel.X(Epochs[index]), panel.Y(Values[index])));
                continue;
            }
            bool isDashed = Style == LineStyle.Dashed;
            if (piece.Count > 1)
                drawing.Add(new Stroke(piece, Colour, type.Line * (isDashed ? DashedShare : 1), isDashed));
            if (piece.Count == 1 || Epochs.Count <= MostDots)
            {
                foreach (Vector2 point in piece)
                    drawing.Add(new Disc(point, type.Line * 1.35f, Colour));
            }
            piece = [];
        }
    }

    /// <summary>The last value that has a place on a scale, or NaN.</summary>
    public double Last(IAxisScale scale) => Values.LastOrDefault(value => double.IsFinite(scale.Share(value)), double.NaN);
}
