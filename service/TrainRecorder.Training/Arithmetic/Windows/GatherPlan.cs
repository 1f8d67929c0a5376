using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>
/// Which values of the left factor and which rows of the right one come together at each position. Positions whose windows are cut
/// off alike at the edges share a list.
/// </summary>
internal sealed unsafe class GatherPlan
{
    private readonly List<nint[]> _lists = [];
    private readonly int[] _listOf;
    private readonly nint[] _base;

    private GatherPlan(int positions)
    {
        Positions = positions;
        _listOf = new int[positions];
        _base = new nint[positions];
    }

    /// <summary>How many positions there are.</summary>
    public int Positions { get; }

    /// <summary>Of a convolution: to the positions of a window, from the places of an image.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Channels of the image: rows of the right factor are <c>[channels, places]</c>.</param>
    /// <param name="stride">Floats from row to row of the right factor.</param>
    public static GatherPlan Forward(Window window, int channels, int stride)
    {
        var (rows, columns) = (window.Rows, window.Columns);
        return Make(
            rows.Positions, columns.Positions, columns.Size, stride, position => Taps(rows, position), position => Taps(columns, position),
            channels, rightPlane: window.Places, leftPlane: window.Taps, columns.Kernel);
    }

    /// <summary>Of a convolution's gradient: to the places of the image, from the positions of the window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Channels that came out: rows of the right factor are <c>[channels, positions]</c>.</param>
    /// <param name="stride">Floats from row to row of the right factor.</param>
    /// <param name="leftStride">Floats from one channel that came out to the next in the left factor.</param>
    public static GatherPlan Backward(Window window, int channels, int stride, int leftStride)
    {
        var (rows, columns) = (window.Rows, window.Columns);
        return Make(
            rows.Size, columns.Size, columns.Positions, stride, place => Sources(rows, place), place => Sources(columns, place),
            channels, rightPlane: window.Positions, leftPlane: leftStride, columns.Kernel);
    }

    /// <summary>How many k there are at a position.</summary>
    public int Depth(int position) => _lists[_listOf[position]].Length / 2;

    /// <summary>The offsets of a position, two for each k (see <see cref="GatheredBlock"/>). They do not move as long as the plan is reachable.</summary>
    public nint* Offsets(int position) => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_lists[_listOf[position]]));

    /// <summary>Where in the right factor the offsets of a position begin.</summary>
    public nint Base(int position) => _base[position];

    /// <summary>The taps of a position that are within the axis, and their places.</summary>
    private static (int Tap, int From)[] Taps(WindowAxis axis, int position) =>
        [.. Enumerable.Range(0, axis.Kernel).Select(tap => (tap, axis.Place(position, tap))).Where(pair => pair.Item2 >= 0 && pair.Item2 < axis.Size)];

    /// <summary>The taps by which a place goes into positions, and these positions.</summary>
    private static (int Tap, int From)[] Sources(WindowAxis axis, int place) =>
    [
        .. Enumerable.Range(0, axis.Kernel)
            .Where(tap => (place + axis.Padding - tap) % axis.Stride == 0 && place + axis.Padding >= tap)
            .Select(tap => (tap, (place + axis.Padding - tap) / axis.Stride))
            .Where(pair => pair.Item2 < axis.Positions),
    ];

    private static GatherPlan Make(
        int height, int width, int fromWidth, int stride, Func<int, (int Tap, int From)[]> down, Func<int, (int Tap, int From)[]> across,
        int channels, int rightPlane, int leftPlane, int kernelWidth)
    {
        var plan = new GatherPlan(height * width);
        var rows = Enumerable.Range(0, height).Select(down).ToArray();
        var columns = Enumerable.Range(0, width).Select(across).ToArray();
        var known = new Dictionary<(string, string), int>();
        for (var i = 0; i < height; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var key = (Key(rows[i]), Key(columns[j]));
                if (!known.TryGetValue(key, out var list))
                {
                    list = plan._lists.Count;
                    known.Add(key, list);
                    plan._lists.Add(List(rows[i], columns[j], fromWidth, stride, channels, rightPlane, leftPlane, kernelWidth));
                }
                plan._listOf[(i * width) + j] = list;
                plan._base[(i * width) + j] = rows[i].Length == 0 || columns[j].Length == 0 ? 0 : (((nint)rows[i][0].From * fromWidth) + columns[j][0].From) * stride;
            }
        }
        return plan;
    }

    // Two lists of taps are alike if the same taps come from the same places, relative to the first.
    private static string Key((int Tap, int From)[] taps) => string.Join(';', taps.Select(tap => $"{tap.Tap},{tap.From - taps[0].From}"));

    private static nint[] List(
        (int Tap, int From)[] rows, (int Tap, int From)[] columns, int fromWidth, int stride, int channels, int rightPlane, int leftPlane, int kernelWidth)
    {
        var offsets = GC.AllocateUninitializedArray<nint>(2 * channels * rows.Length * columns.Length, pinned: true);
        var next = 0;
        for (var channel = 0; channel < channels; channel++)
        {
            foreach (var row in rows)
            {
                foreach (var column in columns)
                {
                    offsets[next++] = ((nint)channel * leftPlane) + (row.Tap * kernelWidth) + column.Tap;
                    offsets[next++] = (((nint)channel * rightPlane) + ((nint)(row.From - rows[0].From) * fromWidth) + (column.From - columns[0].From)) * stride;
                }
            }
        }
        return offsets;
    }
}
