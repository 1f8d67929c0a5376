using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Samples;

/// <summary>Draws some of the samples so that every class has its share, to the nearest sample.</summary>
internal static class StratifiedDraw
{
    /// <summary>Draws samples; what is drawn follows from the arguments alone.</summary>
    /// <param name="classes">The class of each sample; null if there are none: then all are one.</param>
    /// <param name="samples">How many there are.</param>
    /// <param name="count">How many to draw.</param>
    /// <param name="seed">Of the job.</param>
    /// <param name="purpose">Of the draw.</param>
    /// <param name="leaveOne">As long as possible, a sample of each class stays.</param>
    /// <returns>Whether each sample was drawn.</returns>
    public static bool[] Draw(int[]? classes, int samples, int count, long seed, Purpose purpose, bool leaveOne)
    {
        var members = Members(classes, samples);
        var quotas = Quotas([.. members.Select(list => list.Length)], samples, count, leaveOne);
        var drawn = new bool[samples];
        for (var c = 0; c < members.Length; c++)
        {
            new RandomStream(seed, purpose, c).Shuffle(members[c]);
            foreach (var sample in members[c].AsSpan(0, quotas[c])) drawn[sample] = true;
        }
        return drawn;
    }

    /// <summary>How many of each class: its exact share rounded down, the rest to the largest remainders, the first of equals first.</summary>
    internal static int[] Quotas(int[] sizes, int samples, int count, bool leaveOne)
    {
        var quotas = sizes.Select(size => (int)((long)count * size / samples)).ToArray();
        var order = Enumerable.Range(0, sizes.Length).OrderByDescending(c => (long)count * sizes[c] % samples).ThenBy(c => c).ToArray();
        var left = count - quotas.Sum();
        foreach (var c in order)
        {
            if (left == 0) break;
            if (quotas[c] >= sizes[c] - (leaveOne ? 1 : 0)) continue;
            quotas[c]++;
            left--;
        }
        // Only when leaving one of each was too much to ask.
        foreach (var c in order)
        {
            var more = Math.Min(left, sizes[c] - quotas[c]);
            quotas[c] += more;
            left -= more;
        }
        return quotas;
    }

    private static int[][] Members(int[]? classes, int samples)
    {
        if (classes is null) return [[.. Enumerable.Range(0, samples)]];
        var members = new List<int>[classes.Max() + 1];
        for (var c = 0; c < members.Length; c++) members[c] = [];
        for (var i = 0; i < classes.Length; i++) members[classes[i]].Add(i);
        return [.. members.Select(list => list.ToArray())];
    }
}
