namespace TrainRecorder.Scene.Edges;

/// <summary>How many edges between two layers are drawn as lines.</summary>
public static class EdgeBudget
{
    /// <summary>Up to so many weights, all are drawn.</summary>
    public const int AllUpTo = 4000;

    private const int EdgesPerUnit = 10;
    private const int Fewest = 300;
    private const int Most = 1500;

    /// <summary>The number of edges drawn between layers of given units: all of them, or the strongest so many.</summary>
    public static int Between(int unitsFrom, int unitsTo)
    {
        long weights = (long)unitsFrom * unitsTo;
        return weights <= AllUpTo ? (int)weights : Math.Clamp(EdgesPerUnit * Math.Min(unitsFrom, unitsTo), Fewest, Most);
    }

    /// <summary>Edges are left out between layers of given units.</summary>
    public static bool LeavesOut(int unitsFrom, int unitsTo) => (long)unitsFrom * unitsTo > AllUpTo;
}
