namespace TrainRecorder.Architecture.Tests;

/// <summary>The tree explains the program.</summary>
public sealed class TreeTests
{
    [Fact]
    public void TopLevel_HoldsTheFiveFoldersAndNoOther()
    {
        var folders = Directory.EnumerateDirectories(Checkout.Root)
            .Select(Path.GetFileName)
            .Where(name => !name!.StartsWith('.') && name is not ("artifacts" or "quickstart-output"))
            .Order();

        Assert.Equal(["deploy", "proto", "replay-viewer", "service", "tests"], folders);
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "TrainRecorder.sln")).Replace('\\', '/');

        Assert.All(Checkout.Projects.Values, project => Assert.Contains(project.Path, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryProject_WithCodeOfItsOwn_HasTestsBesideIt()
    {
        var sources = Checkout.Projects.Values.Where(project => project.Floor != "tests" && project.Name != "TrainRecorder.Protocol");

        Assert.All(sources, project => Assert.Contains(project.Name + ".Tests", Checkout.Projects.Keys));
    }

    [Theory]
    [InlineData("Grpc.AspNetCore", "TrainRecorder.Service")]
    [InlineData("Google.Protobuf", "TrainRecorder.Protocol")]
    [InlineData("Microsoft.ML", "TrainRecorder.Training")]
    [InlineData("Parquet.Net", "TrainRecorder.Recording")]
    public void Package_ThatTheProjectIsBuiltOn_IsWhereItWorks(string package, string project) =>
        Assert.Contains(package, Checkout.Projects[project].Packages);

    [Fact]
    public void Versions_StandInOnePlace() =>
        Assert.All(Checkout.Projects.Values, project => Assert.DoesNotContain(project.Xml.Descendants("PackageReference"), item => item.Attribute("Version") is not null));
}
