using System.IO.Enumeration;

namespace TrainRecorder.Recording.Internal.Policy;

/// <summary>Patterns of column paths, in which <c>*</c> stands for any characters.</summary>
internal sealed class ColumnPattern(IEnumerable<string> patterns)
{
    private readonly string[] _patterns = [.. patterns];

    public bool IsMatch(string path) => Array.Exists(_patterns, pattern => IsMatch(pattern, path));

    public static bool IsMatch(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);
}
