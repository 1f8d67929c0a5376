using System.Globalization;

namespace TrainRecorder.Recording;

/// <summary>Where two recordings differ first.</summary>
/// <param name="Epoch">The epoch; null if the recordings are not of the same table: of other columns or layers.</param>
/// <param name="Column">The column, for example <c>hidden1.weight</c>; empty if an epoch is in one of them only.</param>
/// <param name="Index">Index in the flat, row-major list; null of a scalar, a text, or where one has a value and the other has not.</param>
/// <param name="Place">The index along each axis of the column's shape; empty where <paramref name="Index"/> is null.</param>
/// <param name="First">What the first recording has there: a number with its bits, a text, <c>null</c>.</param>
/// <param name="Second">What the second recording has there.</param>
public sealed record RecordingDifference(int? Epoch, string Column, long? Index, IReadOnlyList<int> Place, string First, string Second)
{
    /// <summary>Names epoch, layer, column and index, and both values, in one line.</summary>
    public override string ToString()
    {
        string place = Index is null ? Column : string.Create(CultureInfo.InvariantCulture, $"{Column}[{string.Join(", ", Place)}]");
        string where = string.Join(", ", new[] { Epoch is int epoch ? string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}") : "", place }.Where(part => part.Length > 0));
        return $"{where}: {First} in the first, {Second} in the second";
    }
}
