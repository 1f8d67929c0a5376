using System.Buffers;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Edges;

/// <summary>A faint field of all the weights between two layers, where they are too many to be drawn one by one.</summary>
/// <remarks>
/// All edges between two blocks have the same profile (<see cref="EdgePath.Rise"/>): only the heights of their ends differ. So the
/// weights are first gathered by the heights at which they leave and arrive, in bins of a few pixels, which is one pass over
/// them; then every column of the field needs only the bins. The cost hardly grows with the number of weights: 300,000
/// take about as long as 3,000,000. Columns are independent, so threads change nothing in the result.
/// </remarks>
public sealed class EdgeDensity
{
    private const int LargestBins = 256;
    private const float CellPixels = 4;
    private const float StrongestOpacity = 0.34f;

    private readonly LayerPlace _from;
    private readonly LayerPlace _to;
    private readonly Rgb _positive;
    private readonly Rgb _negative;
    private readonly Box _box;
    private readonly int _bins;
    private readonly int _columns;
    private readonly int _rows;
    private readonly double _full;

    /// <summary>Prepares the field between two layers.</summary>
    /// <param name="from">The layer before.</param>
    /// <param name="to">The layer of the weights.</param>
    /// <param name="range">The weights over all epochs, which fixes what is full strength.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="unit">A pixel of a frame of 1600 by 900.</param>
    /// <param name="isSigned">Positive and negative have their colours; otherwise strengths have one.</param>
    public EdgeDensity(LayerPlace from, LayerPlace to, WeightRange range, Theme theme, float unit, bool isSigned = true)
    {
        (_from, _to) = (from, to);
        (_positive, _negative) = isSigned ? (theme.Positive, theme.Negative) : (theme.Strength, theme.Strength);
        float top = MathF.Min(from.Flow.Top, to.Flow.Top), bottom = MathF.Max(from.Flow.Bottom, to.Flow.Bottom);
        _box = Box.Between(from.EdgesOut, top, to.EdgesIn, bottom);
        float cell = CellPixels * MathF.Max(unit, 0.5f);
        _columns = Math.Clamp((int)(_box.Width / cell), 2, 1024);
        _rows = Math.Clamp((int)(_box.Height / cell), 2, 1024);
        _bins = Math.Min(_rows, LargestBins);
        _full = 2.0 * range.Mean * from.Units.Count * to.Units.Count / _rows;
    }

    /// <summary>The field of a matrix of weights, its pixels rented from the shared pool.</summary>
    public Raster Paint(ReadOnlySpan<float> weights)
    {
        int bins = _bins * _bins;
        float[] gathered = ArrayPool<float>.Shared.Rent(2 * bins);
        byte[] pixels = ArrayPool<byte>.Shared.Rent(_columns * _rows * 4);
        gathered.AsSpan(0, 2 * bins).Clear();
        Gather(weights, gathered.AsSpan(0, bins), gathered.AsSpan(bins, bins));
        Parallel.For(0, _columns, column => PaintColumn(column, gathered, pixels));
        ArrayPool<float>.Shared.Return(gathered);
        return _from.IsTurned
            ? new Raster(_box.Turn(), _rows, _columns, pixels, Smooth: true)
            : new Raster(_box, _columns, _rows, pixels, Smooth: true);
    }

    private void Gather(ReadOnlySpan<float> weights, Span<float> positive, Span<float> negative)
    {
        int[] leave = Bins(_from), arrive = Bins(_to);
        for (int target = 0; target < arrive.Length; target++)
        {
            ReadOnlySpan<float> row = weights.Slice(target * leave.Length, leave.Length);
            Span<float> up = positive.Slice(arrive[target] * _bins, _bins), down = negative.Slice(arrive[target] * _bins, _bins);
            for (int source = 0; source < row.Length; source++)
            {
                float weight = row[source];
                if (weight > 0 && float.IsFinite(weight))
                    up[leave[source]] += weight;
                else if (weight < 0 && float.IsFinite(weight))
                    down[leave[source]] -= weight;
            }
        }
    }

    private int[] Bins(LayerPlace layer)
    {
        int[] bins = new int[layer.Units.Count];
        for (int unit = 0; unit < bins.Length; unit++)
            bins[unit] = Math.Clamp((int)((layer.Lane(unit) - _box.Top) / _box.Height * _bins), 0, _bins - 1);
        return bins;
    }

    private void PaintColumn(int column, float[] gathered, byte[] pixels)
    {
        Span<float> positive = stackalloc float[_rows + 1], negative = stackalloc float[_rows + 1];
        positive.Clear();
        negative.Clear();
        float rise = EdgePath.Rise((column + 0.5f) / _columns);
        float rowsPerBin = (float)_rows / _bins;
        int bins = _bins * _bins;
        for (int arrive = 0, place = 0; arrive < _bins; arrive++)
        {
            for (int leave = 0; leave < _bins; leave++, place++)
            {
                float up = gathered[place], down = gathered[bins + place];
                if (up == 0 && down == 0)
                    continue;
                float row = MathF.Max(((leave + 0.5f) * (1 - rise) + (arrive + 0.5f) * rise) * rowsPerBin - 0.5f, 0);
                int above = (int)row;
                float below = row - above;
                positive[above] += up * (1 - below);
                positive[above + 1] += up * below;
                negative[above] += down * (1 - below);
                negative[above + 1] += down * below;
            }
        }
        for (int row = 0; row < _rows; row++)
        {
            int place = _from.IsTurned ? column * _rows + row : row * _columns + column;
            Colour(positive[row], negative[row], pixels.AsSpan(place * 4, 4));
        }
    }

    private void Colour(float positive, float negative, Span<byte> pixel)
    {
        double total = positive + negative;
        double share = total > 0 ? positive / total : 0.5;
        double opacity = _full > 0 ? StrongestOpacity * (1 - Math.Exp(-total / _full)) : 0;
        pixel[0] = Mix(_negative.Red, _positive.Red, share);
        pixel[1] = Mix(_negative.Green, _positive.Green, share);
        pixel[2] = Mix(_negative.Blue, _positive.Blue, share);
        pixel[3] = (byte)Math.Round(255 * opacity);
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);
}
