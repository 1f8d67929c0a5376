namespace TrainRecorder.Client.Jobs;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>
    /// The known name with the fewest letters changed, added, left out or swapped with their neighbour (Damerau 1964), if those are
    /// at most a third of it; case and underscores do not count.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var wanted = Plain(name);
        if (wanted.Length > LongestName) return null;
        var best = known.Select(candidate => (candidate, distance: Distance(wanted, Plain(candidate)))).OrderBy(pair => pair.distance).FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
