using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>The columns of a recording, as its manifest lists them.</summary>
public sealed class RecordingSchema
{
    /// <summary>Checks the columns of a manifest and makes a schema of them.</summary>
    /// <exception cref="RecordingException">The manifest contradicts itself or the format.</exception>
    public static RecordingSchema FromManifest(Manifest manifest) => throw new NotImplementedException();

    /// <summary>Every column, in the order of the file.</summary>
    public IReadOnlyList<RecordingColumn> Columns => throw new NotImplementedException();

    /// <summary>The column of a path, for example <c>hidden1.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the path.</exception>
    public RecordingColumn this[string path] => throw new NotImplementedException();

    /// <summary>The column of a path, or null.</summary>
    public RecordingColumn? Find(string path) => throw new NotImplementedException();
}

/// <summary>A column of a recording.</summary>
/// <param name="Index">Its place in <see cref="RecordingSchema.Columns"/>.</param>
/// <param name="Info">What the manifest says of it.</param>
public sealed record RecordingColumn(int Index, ColumnInfo Info)
{
    /// <summary>Its path, for example <c>hidden1.weight</c>.</summary>
    public string Path => Info.Path;

    /// <summary>Values a row: the product of the shape; 1 for a scalar.</summary>
    public int Length { get; } = Info.Shape.Aggregate(1, (product, axis) => checked(product * axis));
}
