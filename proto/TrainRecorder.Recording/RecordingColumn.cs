using TrainRecorder.Recording.Internal;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>A column of a recording.</summary>
/// <param name="Index">Its place in <see cref="RecordingSchema.Columns"/>.</param>
/// <param name="Info">What the manifest says of it.</param>
public sealed record RecordingColumn(int Index, ColumnInfo Info)
{
    /// <summary>Its path, for example <c>hidden1.weight</c>.</summary>
    public string Path => Info.Path;

    /// <summary>Values a row: the product of the shape; 1 for a scalar.</summary>
    public int Length { get; } = Info.Shape.Aggregate(1, (product, axis) => checked(product * axis));

    /// <summary>At which epochs it has a value. One that this version does not know is taken as every epoch.</summary>
    public RecordingSchedule Schedule { get; } = RecordingSchedule.TryParse(Info.Schedule) ?? RecordingSchedule.Always;

    internal ValueKind Kind { get; } = ValueKinds.Find(Info.Type)
        ?? throw new ArgumentException($"Column {Info.Path} has the unknown type '{Info.Type}'.", nameof(Info));

    /// <summary>The column can be null: every one but epoch, step and elapsed_seconds.</summary>
    internal bool IsOptional => Index >= StandardColumns.RequiredColumns;

    internal int MaxDefinition => Kind.IsList() ? 2 : IsOptional ? 1 : 0;
}
