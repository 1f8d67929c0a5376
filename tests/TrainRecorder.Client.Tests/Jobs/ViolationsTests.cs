using TrainRecorder.Client.Jobs;

namespace TrainRecorder.Client.Tests.Jobs;

public sealed class ViolationsTests
{
    [Fact]
    public void Merge_BothSides_AreSortedByPathWithNumbersByValue()
    {
        var merged = Violations.Merge(
            [new("network.layers[10].x", "a"), new("training.epochs", "b")],
            new HashSet<string>(),
            [new("network.layers[2].dense.units", "c"), new("data", "d")]);

        Assert.Equal(["data", "network.layers[2].dense.units", "network.layers[10].x", "training.epochs"], merged.Select(violation => violation.Path));
    }

    [Fact]
    public void Merge_ServiceFindsWhatWeCouldNotRead_IsLeftOut()
    {
        var merged = Violations.Merge(
            [new("data", "must be an object, is text"), new("network.shape[1]", "must be a whole number")],
            new HashSet<string> { "network.shape" },
            [new("data.label", "is required"), new("network.shape[1]", "must be at least 1"), new("network.shape", "does not fit"), new("network", "kept"), new("data_x", "kept")]);

        Assert.Equal(["data", "data_x", "network", "network.shape[1]"], merged.Select(violation => violation.Path));
        Assert.Equal("must be a whole number", merged[^1].Description);
    }

    [Fact]
    public void Merge_SameTwice_IsToldOnce() =>
        Assert.Single(Violations.Merge([], new HashSet<string>(), [new("name", "is too long"), new("name", "is too long")]));
}
