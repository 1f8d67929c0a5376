namespace TrainRecorder.Scene.Edges;

/// <summary>A weight drawn as a line.</summary>
/// <param name="Source">The unit of the layer before.</param>
/// <param name="Target">The unit that the weight belongs to.</param>
/// <param name="Weight">Finite and not zero.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Opacity">In (0, 1].</param>
public readonly record struct Edge(int Source, int Target, float Weight, float Width, float Opacity);
