using System.Diagnostics.CodeAnalysis;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Archive;

/// <summary>Names of archives, <c>archives/ID</c>, with the IDs of runs.</summary>
internal static class ArchiveName
{
    private const string Prefix = "archives/";

    /// <summary>The name of an archive.</summary>
    public static string Of(string id) => Prefix + id;

    /// <summary>The ID in a name; false for anything that no service gave.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out string? id)
    {
        id = null;
        return name.StartsWith(Prefix, StringComparison.Ordinal) && RunName.TryParse(RunName.Of(name[Prefix.Length..]), out id);
    }
}
