namespace TrainRecorder.Scene.Edges;

/// <summary>How wide and how strong a weight is drawn; the same at every epoch and in every layer.</summary>
/// <param name="Largest">The |w| that gets the full width; larger ones get no more.</param>
/// <param name="FullWidth">The full width in pixels.</param>
/// <param name="Faintest">The opacity of the weakest lines, in (0, 1): the fewer lines, the more of it.</param>
public readonly record struct WeightScale(float Largest, float FullWidth, float Faintest)
{
    private const float ThinnestShare = 0.06f;
    private const float FullOpacity = 0.92f;

    /// <summary>The opacity of the weakest lines among a number of lines: hundreds may be seen each, thousands would become fog.</summary>
    public static float FaintestAmong(int edges) => Math.Clamp(0.48f - 0.12f * MathF.Log10(Math.Max(edges, 1)), 0.08f, 0.32f);

    /// <summary>The width of a weight's line in pixels: proportional to |w|, but never so thin that it vanishes.</summary>
    public float Width(float weight) => FullWidth * MathF.Max(Share(weight), ThinnestShare);

    /// <summary>The opacity of a weight's line, in (0, 1].</summary>
    public float Opacity(float weight) => Faintest + (FullOpacity - Faintest) * MathF.Sqrt(Share(weight)) * Share(weight);

    private float Share(float weight) => Largest > 0 ? MathF.Min(MathF.Abs(weight) / Largest, 1) : 0;
}
