namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Values that have names.</summary>
/// <param name="items">The names and what they mean.</param>
internal sealed class Choices<T>(params (string Name, T Value)[] items)
{
    /// <summary>The names in a row: <c>a, b or c</c>.</summary>
    public string Names { get; } = items.Length == 1
        ? items[0].Name
        : string.Join(", ", items.SkipLast(1).Select(item => item.Name)) + " or " + items[^1].Name;

    /// <summary>The value of a name that was checked.</summary>
    public T Parse(string name) => items.First(item => item.Name == name).Value;

    /// <summary>What is wrong with a name; null if it is one of them.</summary>
    public string? Check(string name) => items.Any(item => item.Name == name) ? null : $"must be {Names}";
}
