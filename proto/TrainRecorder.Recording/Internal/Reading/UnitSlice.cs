using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>Some units of a tensor: where they lie in its flat list.</summary>
internal readonly record struct UnitSlice
{
    private static readonly string[] _unitAxes = ["unit", "output", "channel"];

    private readonly int _outer;
    private readonly int _stride;
    private readonly int _first;
    private readonly int _count;

    /// <param name="first">The first unit.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="RecordingException">The column is not about units, or has not so many.</exception>
    public UnitSlice(RecordingColumn column, int first, int count)
    {
        int axis = Axis(column);
        if (axis < 0)
        {
            throw new RecordingException(RecordingFault.NotRecorded, $"The column {column.Path} has no axis of units; it has {string.Join(", ", column.Info.Axes)}.");
        }

        int units = column.Info.Shape[axis];
        if (first < 0 || count < 1 || first > units - count)
        {
            throw new RecordingException(RecordingFault.NotRecorded, $"The column {column.Path} has units 0 to {units - 1}; {count} from {first} on are not among them.");
        }

        int inner = column.Info.Shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        _outer = column.Length / units / inner;
        _stride = units * inner;
        _first = first * inner;
        _count = count * inner;
    }

    /// <summary>The column's shape with its axis of units cut to a range; as it is if there is none.</summary>
    public static IReadOnlyList<int> Shape(RecordingColumn column, UnitRange? units)
    {
        int[] shape = [.. column.Info.Shape];
        if (units is UnitRange range)
        {
            shape[Axis(column)] = range.Count;
        }

        return shape;
    }

    /// <summary>The values of the units in a row, row-major; null where it was not recorded.</summary>
    public float[]? Read(DecodedChunk chunk, int row)
    {
        if (chunk.IsNull(row))
        {
            return null;
        }

        float[] values = new float[_outer * _count];
        for (int i = 0; i < _outer; i++)
        {
            chunk.Floats(row, (i * _stride) + _first, values.AsSpan(i * _count, _count));
        }

        return values;
    }

    private static int Axis(RecordingColumn column) => column.Info.Axes.ToList().FindIndex(_unitAxes.Contains);
}
