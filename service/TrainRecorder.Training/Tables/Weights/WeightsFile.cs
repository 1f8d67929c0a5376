using TrainRecorder.Training.Tables.Arrays;
using TrainRecorder.Training.Tables.Numpy;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables.Weights;

/// <summary>Values by the name of their column, with their shape.</summary>
/// <param name="Shape">Of the array.</param>
/// <param name="Values">Row-major.</param>
internal sealed record WeightArray(IReadOnlyList<int> Shape, float[] Values);

/// <summary>A NumPy archive of initial weights: floats of any shape.</summary>
internal static class WeightsFile
{
    private const int Piece = 1 << 14;

    /// <summary>Reads all arrays without keeping them.</summary>
    /// <returns>Their names and shapes; what cannot be a weight is noted, array by array.</returns>
    /// <exception cref="DamagedFileException">The file is no archive of arrays.</exception>
    public static TableSchema Inspect(Stream stream, TableFaults faults, CancellationToken cancellationToken)
    {
        var schema = new TableSchema();
        using var archive = NpzArchive.Open(stream);
        foreach (var array in archive.Arrays)
        {
            cancellationToken.ThrowIfCancellationRequested();
            schema.Arrays.Add(array.Describe(firstAxis: 0));
            if (array.Bytes / array.Type.Size > Limits.Parameters) throw new DamagedFileException($"Array {array.Name} has more than {Limits.Parameters} values, more than the largest network.");
            if (array.Type.Kind != ElementKind.Float) faults.Add(0, schema.Arrays.Count, array.Name, "The values are no floats.", "array");
            else Read(array, schema.Arrays.Count, faults, null, cancellationToken);
        }
        return schema;
    }

    /// <summary>Reads all arrays.</summary>
    /// <exception cref="DataException">The file is not what it was when it was inspected.</exception>
    public static IReadOnlyDictionary<string, WeightArray> Load(string path)
    {
        var faults = new TableFaults();
        try
        {
            using var archive = NpzArchive.Open(File.OpenRead(path));
            var arrays = new Dictionary<string, WeightArray>(StringComparer.Ordinal);
            foreach (var array in archive.Arrays)
            {
                var values = new float[array.Bytes / array.Type.Size];
                Read(array, arrays.Count, faults, values, CancellationToken.None);
                arrays.Add(array.Name, new WeightArray(array.Describe(firstAxis: 0).Shape, values));
            }
            return faults.Any ? throw faults.ToException() : arrays;
        }
        catch (DamagedFileException damage)
        {
            throw new DataException(damage.Message);
        }
    }

    private static void Read(ArrayStream array, int number, TableFaults faults, float[]? values, CancellationToken cancellationToken)
    {
        var size = array.Type.Size;
        var elements = array.Bytes / size;
        // Fortran order is bounded and comes row by row; C order comes in pieces, for a row can be as long as the file.
        var piece = new byte[array.IsFortran ? array.RowElements * size : Math.Min(elements, Piece) * size];
        long nonFinite = 0;
        long first = 0;
        for (long at = 0; at < elements;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = piece.AsSpan(0, (int)(Math.Min(elements - at, piece.Length / size) * size));
            if (array.IsFortran) array.ReadRow(bytes);
            else array.ReadNext(bytes);
            for (var k = 0; k < bytes.Length; k += size, at++)
            {
                var value = (float)array.Type.ReadNumber(bytes.Slice(k, size));
                if (values is not null) values[at] = value;
                if (!float.IsFinite(value) && nonFinite++ == 0) first = at;
            }
        }
        if (nonFinite > 0) faults.Add(0, number, array.Name, $"{nonFinite} of {elements} values are not finite in 32 bits, the first at [{Index(array, first)}].", "array");
    }

    private static string Index(ArrayStream array, long place)
    {
        var index = new long[array.Shape.Count];
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            index[axis] = place % array.Shape[axis];
            place /= array.Shape[axis];
        }
        return string.Join(", ", index);
    }
}
