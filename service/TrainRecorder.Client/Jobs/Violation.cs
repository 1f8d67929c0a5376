namespace TrainRecorder.Client.Jobs;

/// <summary>Something wrong with a job.</summary>
/// <param name="Path">The field: <c>network.layers[2].dense.units</c>; or where in the text: <c>line 3, column 5</c>.</param>
/// <param name="Description">What is wrong.</param>
internal readonly record struct Violation(string Path, string Description)
{
    public override string ToString() => Path.Length == 0 ? Description : $"{Path}: {Description}";
}
