namespace TrainRecorder.Client.Jobs;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The known name with the fewest changed letters (Levenshtein 1966), if those are at most a third of it; case and underscores do not count.</summary>
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
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
