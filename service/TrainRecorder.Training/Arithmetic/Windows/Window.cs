namespace TrainRecorder.Training.Arithmetic.Windows;

/// <summary>A window that moves along one axis.</summary>
/// <param name="Size">Places of the axis.</param>
/// <param name="Kernel">Places of the window.</param>
/// <param name="Stride">Places from one position to the next.</param>
/// <param name="Padding">Places added at both ends.</param>
internal readonly record struct WindowAxis(int Size, int Kernel, int Stride, int Padding)
{
    /// <summary>An axis along which nothing moves.</summary>
    public static WindowAxis One { get; } = new(1, 1, 1, 0);

    /// <summary>Positions of the window: ⌊(size + 2 padding − kernel) / stride⌋ + 1; below 1 if it does not fit.</summary>
    public int Positions => Size + (2 * Padding) < Kernel ? 0 : ((Size + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>The place of a tap at a position; it may be in the padding, outside of [0, size).</summary>
    public int Place(int position, int tap) => (position * Stride) + tap - Padding;

    /// <summary>The positions at which all taps from <paramref name="firstTap"/> on are within the axis: the first, and the one after the last.</summary>
    public (int First, int End) Within(int firstTap, int taps)
    {
        var first = Math.Max(0, (Padding - firstTap + Stride - 1) / Stride);
        var last = Size - 1 + Padding - (firstTap + taps - 1);
        var end = last < 0 ? 0 : Math.Min(Positions, (last / Stride) + 1);
        return (first, Math.Max(first, end));
    }
}

/// <summary>A window that moves over images of <c>[height, width]</c>; a list is an image of one row.</summary>
/// <param name="Rows">Down.</param>
/// <param name="Columns">Across.</param>
internal sealed unsafe record Window(WindowAxis Rows, WindowAxis Columns)
{
    /// <summary>Places of the image.</summary>
    public int Places => Rows.Size * Columns.Size;

    /// <summary>Places of the window.</summary>
    public int Taps => Rows.Kernel * Columns.Kernel;

    /// <summary>Positions of the window.</summary>
    public int Positions => Rows.Positions * Columns.Positions;

    /// <summary>Writes the places that the window covers at a position, padding left out, and returns how many.</summary>
    /// <param name="position">The position.</param>
    /// <param name="places">Room for <see cref="Taps"/>.</param>
    public int Cover(int position, int* places)
    {
        var (down, across) = Math.DivRem(position, Columns.Positions);
        var count = 0;
        for (var i = 0; i < Rows.Kernel; i++)
        {
            var row = Rows.Place(down, i);
            if (row < 0 || row >= Rows.Size) continue;
            for (var j = 0; j < Columns.Kernel; j++)
            {
                var column = Columns.Place(across, j);
                if (column >= 0 && column < Columns.Size) places[count++] = (row * Columns.Size) + column;
            }
        }
        return count;
    }
}
