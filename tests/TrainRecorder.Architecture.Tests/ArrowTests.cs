namespace TrainRecorder.Architecture.Tests;

/// <summary>Arrows point one way: proto knows nobody, service and replay-viewer know proto and never each other.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["proto"] = ["proto"],
        ["service"] = ["proto", "service"],
        ["replay-viewer"] = ["proto", "replay-viewer"],
        ["tests"] = ["proto", "service", "replay-viewer", "tests"],
    };

    public static TheoryData<string> ProjectNames => [.. Checkout.Projects.Keys.Order()];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void References_OfEachProject_PointDown(string name)
    {
        var project = Checkout.Projects[name];
        Assert.All(project.References, reference => Assert.Contains(Checkout.Projects[reference].Floor, s_allowed[project.Floor]));
    }

    [Theory]
    [InlineData("TrainRecorder.Protocol")]
    [InlineData("TrainRecorder.Recording", "TrainRecorder.Protocol")]
    [InlineData("TrainRecorder.Training", "TrainRecorder.Protocol", "TrainRecorder.Recording")]
    [InlineData("TrainRecorder.Worker", "TrainRecorder.Protocol", "TrainRecorder.Recording", "TrainRecorder.Training")]
    [InlineData("TrainRecorder.Client", "TrainRecorder.Protocol", "TrainRecorder.Recording")]
    [InlineData("TrainRecorder.Scene", "TrainRecorder.Protocol", "TrainRecorder.Recording")]
    [InlineData("TrainRecorder.Pictures", "TrainRecorder.Scene")]
    public void References_OfAProject_AreNoMoreThanItNeeds(string name, params string[] allowed) =>
        Assert.All(Checkout.Projects[name].References, reference => Assert.Contains(reference, allowed));

    [Fact]
    public void Assemblies_OfTheReplayViewer_HoldNothingOfTheService()
    {
        var viewer = Path.Combine(Checkout.Root, "artifacts", "bin", "TrainRecorder.ReplayViewer", "debug");
        var files = Directory.EnumerateFiles(viewer, "*.dll").Select(Path.GetFileNameWithoutExtension).ToHashSet();

        Assert.Contains("TrainRecorder.Scene", files);
        Assert.DoesNotContain(files, file => Checkout.Projects.TryGetValue(file!, out var project) && project.Floor == "service");
    }

    [Fact]
    public void Scene_KnowsNoDrawingLibrary() =>
        Assert.DoesNotContain(Checkout.Projects["TrainRecorder.Scene"].Packages, package => package.StartsWith("Skia", StringComparison.Ordinal));
}
