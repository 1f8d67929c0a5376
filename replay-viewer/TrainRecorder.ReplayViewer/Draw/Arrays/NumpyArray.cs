namespace TrainRecorder.ReplayViewer.Draw.Arrays;

/// <summary>An array of a NumPy file.</summary>
/// <param name="Name">Its name in the archive; of a single array, the file's.</param>
/// <param name="Shape">Its axes; empty for a single number.</param>
/// <param name="Values">Row-major.</param>
internal sealed record NumpyArray(string Name, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>The most values read, of all arrays of a file together.</summary>
    public const int MostValues = 1 << 26;

    /// <summary>The shape for people: <c>8x2</c>.</summary>
    public string ShapeText => Shape.Count == 0 ? "a single number" : string.Join('x', Shape);
}
