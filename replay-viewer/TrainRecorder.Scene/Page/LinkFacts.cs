namespace TrainRecorder.Scene.Page;

/// <summary>What is said of all weights between two layers, where a page cannot hold or draw each.</summary>
public static class LinkFacts
{
    /// <summary>Bins of a histogram: odd, so that zero lies in the middle of one.</summary>
    public const int Bins = 41;

    /// <summary>The most groups of neighbouring units that densities are made of.</summary>
    public const int MostGroups = 48;

    /// <summary>The share of the weights in each bin between −<paramref name="largest"/> and <paramref name="largest"/>.</summary>
    public static float[] Histogram(ReadOnlySpan<float> weights, double largest)
    {
        int[] counts = new int[Bins];
        double scale = largest > 0 ? Bins / (2 * largest) : 0;
        foreach (float weight in weights)
        {
            if (float.IsFinite(weight))
                counts[Math.Clamp((int)((weight + largest) * scale), 0, Bins - 1)]++;
        }
        float all = Math.Max(weights.Length, 1);
        return Array.ConvertAll(counts, count => count / all);
    }

    /// <summary>Groups of a layer of so many units: unit u belongs to group u · groups / units.</summary>
    public static int Groups(int units) => Math.Min(units, MostGroups);

    /// <summary>The sums of positive and of negative weights between groups of units, <c>[2, groups to, groups from]</c>, each as a share of its weights: a mean.</summary>
    public static float[] Density(ReadOnlySpan<float> weights, int unitsFrom, int unitsTo)
    {
        int groupsFrom = Groups(unitsFrom), groupsTo = Groups(unitsTo);
        int size = groupsFrom * groupsTo;
        float[] sums = new float[2 * size];
        for (int to = 0, place = 0; to < unitsTo; to++)
        {
            int row = (int)((long)to * groupsTo / unitsTo) * groupsFrom;
            for (int from = 0; from < unitsFrom; from++, place++)
            {
                float weight = weights[place];
                if (!float.IsFinite(weight))
                    continue;
                int bin = row + (int)((long)from * groupsFrom / unitsFrom);
                if (weight > 0)
                    sums[bin] += weight;
                else
                    sums[size + bin] -= weight;
            }
        }
        float each = (float)((double)size / ((long)unitsFrom * unitsTo));
        for (int bin = 0; bin < sums.Length; bin++)
            sums[bin] *= each;
        return sums;
    }

    /// <summary>How many weights are NaN or infinite.</summary>
    public static int NotFinite(ReadOnlySpan<float> weights)
    {
        int count = 0;
        foreach (float weight in weights)
            count += float.IsFinite(weight) ? 0 : 1;
        return count;
    }
}
