using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Charts;

/// <summary>Saturation of every unit of the hidden layers (down) at every epoch (to the right), the units of each layer sorted by their saturation at the end.</summary>
public sealed class SaturationChart : IChart
{
    private const float WidestName = 90;

    private readonly IReadOnlyList<SaturationHistory> _layers;
    private readonly IReadOnlyList<string> _names;
    private readonly Theme _theme;
    private readonly TypeScale _type;
    private readonly PlotArea _area;
    private readonly int _first;
    private readonly int _last;

    /// <summary>Prepares a chart.</summary>
    /// <param name="layers">At least one layer with at least one epoch.</param>
    /// <param name="network">The network.</param>
    /// <param name="chart">Its room.</param>
    /// <param name="type">The type scale.</param>
    /// <param name="theme">The colours.</param>
    public SaturationChart(IReadOnlyList<SaturationHistory> layers, NetworkShape network, Box chart, TypeScale type, Theme theme)
    {
        (_layers, _theme, _type) = (layers, theme, type);
        (_first, _last) = (layers[0].Epochs[0], layers[0].Epochs[^1]);
        _names = layers.Count == 1
            ? [""]
            : [.. layers.Select(layer => TextFit.Shorten(network.Layers[layer.Layer].Name, type.Tick, WidestName * type.Unit))];
        float names = _names.Max(name => type.Tick.Width(name));
        _area = new PlotArea(chart, names > 0 ? names + type.Gap : 0, 0, type, theme);
    }

    /// <inheritdoc/>
    public void Draw(Drawing drawing)
    {
        string title = "saturation of each hidden unit, by epoch";
        _area.Title(drawing, TextFit.Shorten(title, _type.Caption, _area.Plot.Width));
        float gap = _layers.Count == 1 ? 0 : MathF.Min(_type.Gap / 2, _area.Plot.Height / _layers.Count / 4);
        float height = (_area.Plot.Height - gap * (_layers.Count - 1)) / _layers.Count;
        float named = float.NegativeInfinity;
        for (int index = 0; index < _layers.Count; index++)
        {
            Box strip = new(_area.Plot.Left, _area.Plot.Top + index * (height + gap), _area.Plot.Width, height);
            drawing.Add(Paint(_layers[index], strip));
            if (strip.Centre.Y - named < _type.Tick.LineHeight * 0.9f)
                continue;
            drawing.Write(_names[index], strip.Left - _type.Gap, strip.Centre.Y + _type.Tick.CapHeight / 2, Anchor.End, _type.Tick, _theme.Muted);
            named = strip.Centre.Y;
        }
        Ticks time = Ticks.Within(_first, _last, Math.Max(2, (int)(_area.Plot.Width / (60 * MathF.Max(_type.Unit, 0.6f)))));
        _area.EpochAxis(drawing, _first == _last ? new Ticks(_first, _first, 1) : time, X);
    }

    /// <inheritdoc/>
    public void Mark(Drawing drawing, double epoch)
    {
        float x = X(epoch), over = _type.Gap / 4, width = MathF.Max(1.2f * _type.Unit, 1);
        drawing.Add(Stroke.Line(x, _area.Plot.Top - over, x, _area.Plot.Bottom + over, _theme.Background, 2.6f * width));
        drawing.Add(Stroke.Line(x, _area.Plot.Top - over, x, _area.Plot.Bottom + over, _theme.Ink, width));
    }

    /// <summary>Epochs are cells: an epoch's place is the middle of its cell.</summary>
    private float X(double epoch)
    {
        int cells = _layers[0].Epochs.Count;
        double stride = cells == 1 ? 1 : (double)(_last - _first) / (cells - 1);
        return _area.Plot.Left + (float)((epoch - _first) / stride + 0.5) / cells * _area.Plot.Width;
    }

    /// <summary>A cell an epoch and unit, or their mean where there are more of them than pixels.</summary>
    private Raster Paint(SaturationHistory history, Box strip)
    {
        int[] order = Order(history);
        int columns = Math.Min(history.Epochs.Count, Math.Max(1, (int)strip.Width));
        int rows = Math.Min(history.Units, Math.Max(1, (int)strip.Height));
        byte[] pixels = new byte[columns * rows * 4];
        for (int row = 0, place = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++, place += 4)
            {
                double mean = Mean(history, order, Share(row, rows, history.Units), Share(column, columns, history.Epochs.Count));
                Rgb colour = double.IsNaN(mean) ? _theme.Rule : _theme.Saturation.At(mean);
                (pixels[place], pixels[place + 1], pixels[place + 2], pixels[place + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
            }
        }
        return new Raster(strip, columns, rows, pixels, Smooth: false);
    }

    private static Range Share(int cell, int cells, int items) => (int)((long)cell * items / cells)..(int)((long)(cell + 1) * items / cells);

    private static double Mean(SaturationHistory history, int[] order, Range units, Range epochs)
    {
        double sum = 0;
        int count = 0;
        for (int epoch = epochs.Start.Value; epoch < epochs.End.Value; epoch++)
        {
            for (int unit = units.Start.Value; unit < units.End.Value; unit++)
            {
                float value = history.Values[epoch * history.Units + order[unit]];
                if (float.IsNaN(value))
                    continue;
                sum += value;
                count++;
            }
        }
        return count == 0 ? double.NaN : sum / count;
    }

    private static int[] Order(SaturationHistory history)
    {
        int last = (history.Epochs.Count - 1) * history.Units;
        return [.. Enumerable.Range(0, history.Units).OrderBy(unit => history.Values[last + unit])];
    }
}
