using System.Xml.Linq;

namespace TrainRecorder.Architecture.Tests;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The projects by name, with the names of the projects each refers to.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } = Directory
        .EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal))
        .Select(path => new Project(path, XDocument.Load(Path.Combine(Root, path))))
        .ToDictionary(project => project.Name);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "TrainRecorder.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no TrainRecorder.sln above the tests");
        }

        return folder;
    }
}

internal sealed record Project(string Path, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The top-level folder.</summary>
    public string Floor => Path.Split('/')[0];

    public IReadOnlyList<string> References { get; } =
        [.. Xml.Descendants("ProjectReference").Select(item => System.IO.Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Split('/', '\\')[^1]))];

    public IReadOnlyList<string> Packages { get; } = [.. Xml.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value)];
}
