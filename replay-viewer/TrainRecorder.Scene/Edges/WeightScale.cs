namespace TrainRecorder.Scene.Edges;

/// <summary>How wide and how strong a weight is drawn; the same at every epoch and in every layer.</summary>
/// <param name="Largest">The |w| that gets the full width; larger ones get no more.</param>
/// <param name="FullWidth">The full width in pixels.</param>
public readonly record struct WeightScale(float Largest, float FullWidth)
{
    private const float ThinnestShare = 0.06f;
    private const float FaintestOpacity = 0.10f;
    private const float FullOpacity = 0.92f;

    /// <summary>The width of a weight's line in pixels: proportional to |w|, but never so thin that it vanishes.</summary>
    public float Width(float weight) => FullWidth * MathF.Max(Share(weight), ThinnestShare);

    /// <summary>The opacity of a weight's line, in (0, 1].</summary>
    public float Opacity(float weight) => FaintestOpacity + (FullOpacity - FaintestOpacity) * MathF.Sqrt(Share(weight)) * Share(weight);

    private float Share(float weight) => Largest > 0 ? MathF.Min(MathF.Abs(weight) / Largest, 1) : 0;
}
