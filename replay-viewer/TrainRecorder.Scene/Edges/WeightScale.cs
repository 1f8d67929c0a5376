using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Edges;

/// <summary>How wide and how strong a weight is drawn; the same at every epoch and in every layer.</summary>
/// <param name="Largest">The |w| that gets the full width; larger ones get no more.</param>
/// <param name="FullWidth">The full width in pixels.</param>
/// <param name="Faintest">The opacity of the weakest lines, in (0, 1): the fewer lines, the more of it.</param>
/// <param name="Floor">
/// The |w| from which lines are plain to see, below <paramref name="Largest"/>. It is 0, and width proportional to |w|, where every weight is
/// drawn. Where only the strongest are, these are all nearly as large as the largest, and the floor just below the weakest of
/// them spreads their widths; weaker ones, which only smaller layers of the same network draw, fade away below it.
/// </param>
public readonly record struct WeightScale(float Largest, float FullWidth, float Faintest, float Floor = 0)
{
    // Thinner and fainter lines come out as one or two of 255 steps, and thousands of them rounded so add up to a false tint.
    private const float ThinnestPixels = 0.55f;
    private const float FaintestSeen = 0.05f;
    private const float ThinnestStrongShare = 0.3f;
    private const float FullOpacity = 0.92f;

    private readonly (float Floor, float Largest)? _ink;

    /// <summary>The scale of one layer of which only the strongest weights are drawn: widths are those of all layers, but its own strongest have full ink, so that they stand out of the others.</summary>
    /// <param name="range">The weights of the layer over all epochs.</param>
    public WeightScale For(WeightRange range) => Floor > 0 && range.Weakest > 0
        ? this with { Ink = (range.Weakest, range.Largest) }
        : this;

    private (float Floor, float Largest) Ink
    {
        get => _ink ?? (Floor, Largest);
        init => _ink = value;
    }

    /// <summary>The opacity of the weakest lines among a number of lines: hundreds may be seen each, thousands would become fog.</summary>
    public static float FaintestAmong(int edges) => Math.Clamp(0.48f - 0.12f * MathF.Log10(Math.Max(edges, 1)), 0.1f, 0.32f);

    /// <summary>The width of a weight's line in pixels; never so thin that it vanishes.</summary>
    public float Width(float weight)
    {
        float share = Share(weight, Floor, Largest);
        return MathF.Max(FullWidth * (Floor > 0 ? ThinnestStrongShare + (1 - ThinnestStrongShare) * share * share : share), ThinnestPixels);
    }

    /// <summary>The opacity of a weight's line, in (0, 1].</summary>
    public float Opacity(float weight)
    {
        float share = Share(weight, Ink.Floor, Ink.Largest);
        float fade = Fade(weight);
        return MathF.Max(Faintest * fade * fade * fade, FaintestSeen) + (FullOpacity - Faintest) * share * MathF.Sqrt(share);
    }

    /// <summary>The place of |w| below the floor, in [0, 1]; 1 above it.</summary>
    private float Fade(float weight) => Floor > 0 ? MathF.Min(MathF.Abs(weight) / Floor, 1) : 1;

    /// <summary>The place of |w| between a floor and the largest, in [0, 1].</summary>
    private static float Share(float weight, float floor, float largest) => largest > floor ? Math.Clamp((MathF.Abs(weight) - floor) / (largest - floor), 0, 1) : 0;
}
