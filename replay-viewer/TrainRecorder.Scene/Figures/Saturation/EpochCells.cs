using TrainRecorder.Scene.Charts;

namespace TrainRecorder.Scene.Figures.Saturation;

/// <summary>Epochs as cells from left to right: a cell reaches half way to the epochs beside it.</summary>
internal sealed class EpochCells
{
    private readonly IReadOnlyList<int> _epochs;

    /// <param name="epochs">Rising, at least one.</param>
    public EpochCells(IReadOnlyList<int> epochs)
    {
        _epochs = epochs;
        Low = epochs[0] - (epochs.Count > 1 ? (epochs[1] - epochs[0]) / 2.0 : 0.5);
        High = epochs[^1] + (epochs.Count > 1 ? (epochs[^1] - epochs[^2]) / 2.0 : 0.5);
    }

    /// <summary>The left end of the first cell.</summary>
    public double Low { get; }

    /// <summary>The right end of the last cell.</summary>
    public double High { get; }

    /// <summary>The ticks of an axis over the cells.</summary>
    public Ticks Ticks(int about) => Charts.Ticks.Within(Low, High, about);

    /// <summary>For each of some columns of equal width, which epoch's cell its middle lies in. As many columns as epochs, if these are a fixed distance apart.</summary>
    /// <param name="most">The largest number of columns, at least 1.</param>
    public int[] Columns(int most)
    {
        bool isEven = _epochs.Count <= most && _epochs.Zip(_epochs.Skip(1), (one, next) => next - one).Distinct().Count() <= 1;
        if (isEven)
            return [.. Enumerable.Range(0, _epochs.Count)];
        int[] columns = new int[most];
        int cell = 0;
        for (int column = 0; column < most; column++)
        {
            double epoch = Low + (column + 0.5) / most * (High - Low);
            while (cell < _epochs.Count - 1 && epoch > (_epochs[cell] + _epochs[cell + 1]) / 2.0)
                cell++;
            columns[column] = cell;
        }
        return columns;
    }
}
