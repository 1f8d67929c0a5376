using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Policy;

/// <summary>What a value of a column takes.</summary>
internal static class ColumnSize
{
    /// <summary>Bytes of a row before compression; 0 for text, of which nothing is known.</summary>
    public static long OfRow(ColumnInfo column) =>
        column.Shape.Aggregate((long)(ValueKinds.Find(column.Type)?.Width() ?? 0), (product, axis) => product * axis);
}
