namespace TrainRecorder.Client.Jobs;

/// <summary>Joins what the client and the service find wrong with one job.</summary>
internal static class Violations
{
    /// <summary>Both, sorted by path, without what says the same twice and without what the service found only because the client could not read a part.</summary>
    public static IReadOnlyList<Violation> Merge(IReadOnlyCollection<Violation> ours, IReadOnlySet<string> incomplete, IEnumerable<Violation> services) =>
        [.. ours
            .Concat(services.Where(theirs => !incomplete.Contains(theirs.Path) && !ours.Any(own => IsAtOrBelow(theirs.Path, own.Path))))
            .Distinct()
            .OrderBy(violation => violation.Path, PathOrder.Instance)
            .ThenBy(violation => violation.Description, StringComparer.Ordinal)];

    private static bool IsAtOrBelow(string path, string ancestor) =>
        path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || ancestor.Length == 0 || path[ancestor.Length] is '.' or '[');
}
