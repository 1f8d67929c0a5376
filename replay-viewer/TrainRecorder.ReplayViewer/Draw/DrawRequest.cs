using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary>What is to be drawn.</summary>
/// <param name="Units">Units of each layer, at least two.</param>
/// <param name="Output">The picture.</param>
/// <param name="Weights">The file of the weights; null for lines that are all alike.</param>
/// <param name="Title">The title.</param>
/// <param name="Scene">Size, theme and edges.</param>
internal sealed record DrawRequest(IReadOnlyList<int> Units, string Output, string? Weights, string Title, SceneOptions Scene);
