using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Charts;

/// <summary>A curve for the training part and one for the validation part.</summary>
public sealed class LineChart : IChart
{
    private const int MostPointsPerPixel = 2;

    private readonly string _title;
    private readonly IReadOnlyList<int> _epochs;
    private readonly IReadOnlyList<(string Name, Curve Curve, Rgb Colour, bool Dashed)> _curves;
    private readonly Ticks _values;
    private readonly Ticks _time;
    private readonly PlotArea _area;
    private readonly TypeScale _type;
    private readonly Theme _theme;

    /// <summary>Prepares a chart.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="epochs">The epochs of the curves' values.</param>
    /// <param name="train">On the training part; may be empty.</param>
    /// <param name="validation">On the validation part; may be empty.</param>
    /// <param name="highest">An upper end that the axis does not pass, if the values stay below it: 1 for a share.</param>
    /// <param name="chart">Its room.</param>
    /// <param name="type">The type scale.</param>
    /// <param name="theme">The colours.</param>
    public LineChart(
        string title, IReadOnlyList<int> epochs, Curve train, Curve validation, double? highest, Box chart, TypeScale type, Theme theme)
    {
        (_title, _epochs, _type, _theme) = (title, epochs, type, theme);
        (string, Curve, Rgb, bool)[] curves = [("training", train, theme.Ink, false), ("validation", validation, theme.Muted, true)];
        _curves = [.. curves.Where(curve => curve.Item2.HasValues)];
        int about = Math.Max(2, (int)((chart.Height - 2 * type.Caption.LineHeight) / (1.6f * type.Tick.LineHeight)));
        _values = ValueTicks([.. _curves.SelectMany(curve => curve.Curve.Values).Where(double.IsFinite)], highest, about);
        float numbers = _values.Values.Max(value => type.Tick.Width(_values.Text(value)));
        float lastEpoch = type.Tick.Width(Text.NumberText.Count(epochs[^1]));
        _area = new PlotArea(chart, numbers + type.Gap, lastEpoch / 2, type, theme);
        _time = Ticks.Within(epochs[0], epochs[^1], Math.Max(2, (int)(_area.Plot.Width / (60 * MathF.Max(type.Unit, 0.6f)))));
    }

    /// <inheritdoc/>
    public void Draw(Drawing drawing)
    {
        _area.Title(drawing, _title);
        Key(drawing);
        foreach (double value in _values.Values)
        {
            float y = Y(value);
            drawing.Add(Stroke.Line(_area.Plot.Left, y, _area.Plot.Right, y, _theme.Rule, _type.Hairline));
            drawing.Write(
                _values.Text(value), _area.Plot.Left - _type.Gap, y + _type.Tick.CapHeight / 2, Anchor.End, _type.Tick, _theme.Muted);
        }
        _area.EpochAxis(drawing, _time, X);
        foreach ((_, Curve curve, Rgb colour, bool dashed) in _curves.Reverse())
        {
            foreach (IReadOnlyList<Vector2> piece in Pieces(curve))
            {
                if (piece.Count > 1)
                    drawing.Add(new Stroke(piece, colour, MathF.Max(1.8f * _type.Unit, 1.1f), dashed));
                else
                    drawing.Add(new Disc(piece[0], MathF.Max(2.4f * _type.Unit, 1.5f), colour));
            }
        }
    }

    /// <inheritdoc/>
    public void Mark(Drawing drawing, double epoch)
    {
        float x = X(epoch);
        drawing.Add(Stroke.Line(x, _area.Plot.Top, x, _area.Plot.Bottom, _theme.Muted, _type.Hairline));
        foreach ((_, Curve curve, Rgb colour, _) in _curves.Reverse())
        {
            double value = ValueAt(curve, epoch);
            if (double.IsFinite(value))
                drawing.Add(new Disc(new Vector2(x, Y(value)), MathF.Max(3.6f * _type.Unit, 2.2f), colour));
        }
    }

    private static Ticks ValueTicks(double[] values, double? highest, int about)
    {
        if (values.Length == 0)
            return new Ticks(0, 1, 0.5);
        double low = values.Min(), high = values.Max();
        Ticks ticks = Ticks.Cover(low > 0 && low < 0.5 * high ? 0 : low, high, about);
        return highest is { } most && high <= most && ticks.High > most ? Ticks.Cover(ticks.Low, most, about) with { High = most } : ticks;
    }

    /// <summary>Which curve is which, to the right of the title if there is room.</summary>
    private void Key(Drawing drawing)
    {
        float swatch = MathF.Max(22 * _type.Unit, 14), baseline = _area.Chart.Top + _type.Caption.Ascent;
        float width = _curves.Sum(curve => swatch + _type.Gap / 2 + _type.Tick.Width(curve.Name) + 1.5f * _type.Gap) - 1.5f * _type.Gap;
        float left = _area.Plot.Right - width;
        if (_curves.Count < 2 || left < _area.Plot.Left + _type.Caption.Width(_title) + 2 * _type.Gap)
            return;
        foreach ((string name, _, Rgb colour, bool dashed) in _curves)
        {
            float middle = baseline - _type.Tick.CapHeight / 2;
            drawing.Add(new Stroke([new(left, middle), new(left + swatch, middle)], colour, MathF.Max(1.8f * _type.Unit, 1.1f), dashed));
            left += swatch + _type.Gap / 2;
            drawing.Write(name, left, baseline, Anchor.Start, _type.Tick, _theme.Muted);
            left += _type.Tick.Width(name) + 1.5f * _type.Gap;
        }
    }

    private float X(double epoch) => _epochs.Count == 1
        ? _area.Plot.Centre.X
        : _area.Plot.Left + (float)_time.Share(epoch) * _area.Plot.Width;

    private float Y(double value) => _area.Plot.Bottom - (float)_values.Share(value) * _area.Plot.Height;

    /// <summary>The value of a curve at an epoch, or on the line between two; NaN beyond its ends and where it is broken.</summary>
    private double ValueAt(Curve curve, double epoch)
    {
        int index = 0;
        while (index < _epochs.Count && _epochs[index] < epoch)
            index++;
        if (index == _epochs.Count)
            return double.NaN;
        if (_epochs[index] == epoch || index == 0)
            return _epochs[index] == epoch ? curve.Values[index] : double.NaN;
        double share = (epoch - _epochs[index - 1]) / (_epochs[index] - _epochs[index - 1]);
        return curve.Values[index - 1] + share * (curve.Values[index] - curve.Values[index - 1]);
    }

    /// <summary>The curve broken where a value is missing or not finite; what stands alone is one point. Of more values than pixels, the smallest and largest of each pixel are kept.</summary>
    private List<IReadOnlyList<Vector2>> Pieces(Curve curve)
    {
        List<IReadOnlyList<Vector2>> pieces = [];
        List<Vector2> piece = [];
        int bucket = Math.Max(1, _epochs.Count / Math.Max(1, (int)_area.Plot.Width * MostPointsPerPixel));
        for (int begin = 0; begin < _epochs.Count; begin += bucket)
        {
            IEnumerable<Vector2> points = Enumerable.Range(begin, Math.Min(bucket, _epochs.Count - begin))
                .Where(index => double.IsFinite(curve.Values[index]))
                .Select(index => new Vector2(X(_epochs[index]), Y(curve.Values[index])));
            Vector2[] kept = Extremes([.. points]);
            piece.AddRange(kept);
            if (kept.Length == 0 || begin + bucket >= _epochs.Count)
            {
                if (piece.Count > 0)
                    pieces.Add(piece);
                piece = [];
            }
        }
        return pieces;
    }

    private static Vector2[] Extremes(Vector2[] points)
    {
        if (points.Length <= 2)
            return points;
        Vector2 low = points.MinBy(point => point.Y), high = points.MaxBy(point => point.Y);
        return low.X < high.X ? [low, high] : low.X > high.X ? [high, low] : [low];
    }
}
