namespace TrainRecorder.Scene.Edges;

/// <summary>Which edges between two layers are drawn as lines.</summary>
/// <param name="Kind">How they are chosen.</param>
/// <param name="Top">Of <see cref="EdgeChoiceKind.Top"/>: how many between two layers, at least 1.</param>
/// <param name="Share">Of <see cref="EdgeChoiceKind.Share"/>: the strongest that together make up this share of the sum of all sizes, in (0, 1].</param>
public readonly record struct EdgeChoice(EdgeChoiceKind Kind, int Top = 0, double Share = 0)
{
    /// <summary>All of small layers, the strongest of large ones (<see cref="EdgeBudget"/>).</summary>
    public static EdgeChoice Auto => default;

    /// <summary>How many edges are drawn of a matrix.</summary>
    /// <param name="weights">The matrix, <c>[unitsTo, unitsFrom]</c>.</param>
    /// <param name="unitsFrom">Its columns.</param>
    public int Count(ReadOnlySpan<float> weights, int unitsFrom) => Kind switch
    {
        EdgeChoiceKind.Auto => EdgeBudget.Between(unitsFrom, weights.Length / unitsFrom),
        EdgeChoiceKind.Top => Math.Min(Top, weights.Length),
        EdgeChoiceKind.Share => EdgeRanking.CountForShare(weights, Share),
        EdgeChoiceKind.All => weights.Length,
        _ => 0,
    };

    /// <summary>Edges may be left out between layers of given units.</summary>
    public bool LeavesOut(int unitsFrom, int unitsTo) => Kind switch
    {
        EdgeChoiceKind.Auto => EdgeBudget.LeavesOut(unitsFrom, unitsTo),
        EdgeChoiceKind.Top => (long)unitsFrom * unitsTo > Top,
        EdgeChoiceKind.Share => Share < 1,
        _ => false,
    };

    /// <summary>A field of all edges lies under those drawn: only where very many are left out, for it is coarse.</summary>
    public bool HasDensity(int unitsFrom, int unitsTo) => LeavesOut(unitsFrom, unitsTo) && EdgeBudget.LeavesOut(unitsFrom, unitsTo);

    /// <summary>About how many lines are drawn between layers of given units, for the strength of the faintest.</summary>
    public int About(int unitsFrom, int unitsTo)
    {
        long all = (long)unitsFrom * unitsTo;
        return (int)Math.Min(Kind switch
        {
            EdgeChoiceKind.Auto => EdgeBudget.Between(unitsFrom, unitsTo),
            EdgeChoiceKind.Top => Math.Min(Top, all),
            EdgeChoiceKind.Share => (long)(Share * Share * all),
            EdgeChoiceKind.All => all,
            _ => 0,
        }, int.MaxValue);
    }
}

/// <summary>How edges are chosen.</summary>
public enum EdgeChoiceKind
{
    /// <summary>All of small layers, the strongest of large ones.</summary>
    Auto,

    /// <summary>The strongest so many between two layers.</summary>
    Top,

    /// <summary>The strongest that make up a share of the sum.</summary>
    Share,

    /// <summary>All that are not zero.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
