using TrainRecorder.Client.Jobs;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Jobs;

public sealed class JobSettingsTests
{
    private static readonly Job s_job = new()
    {
        Name = "digits",
        Network = new() { Layers = { new Layer { Dense = new() { Units = 32 } }, new Layer { Dense = new() { Units = 10 } } } },
        Training = new() { Epochs = 5, Optimizer = new() { Sgd = new() { LearningRate = 0.1 } } },
    };

    private static Job Apply(params string[] settings)
    {
        var job = s_job.Clone();
        foreach (var setting in settings) Assert.Empty(JobSettings.Apply(job, setting));
        return job;
    }

    [Fact]
    public void Apply_OfEveryKindOfField_ChangesIt()
    {
        Assert.Equal(60, Apply("training.epochs=60").Training.Epochs);
        Assert.Equal(0.01, Apply("training.optimizer.adam.learning_rate=0.01").Training.Optimizer.Adam.LearningRate);
        Assert.Equal(0.5, Apply("training.optimizer.sgd.learningRate=0.5").Training.Optimizer.Sgd.LearningRate);
        Assert.Equal("seven = 7", Apply("name=seven = 7").Name);
        Assert.Equal("7", Apply("name=7").Name);
        Assert.Equal("a b", Apply("name=\"a b\"").Name);
        Assert.Equal([64, 32, 10], Apply("network.shape=[64,32,10]").Network.Shape);
        Assert.Equal([8, 9], Apply("network.shape=[8]", "network.shape[1]=9").Network.Shape);
        Assert.Equal(20, Apply("network.layers[1].dense.units=20").Network.Layers[1].Dense.Units);
        Assert.Equal(7, Apply("network.layers[2].dense.units=7").Network.Layers[2].Dense.Units);
        Assert.Equal("relu", Apply("network.layers[0]={\"dense\":{\"activation\":\"relu\"}}").Network.Layers[0].Dense.Activation);
        Assert.Equal(0.25, Apply("data.validation_fraction=0.25").Data.ValidationFraction);
    }

    [Theory]
    [InlineData("training.epoch=5", "training.epoch", "did you mean epochs?")]
    [InlineData("training.epochs=many", "training.epochs", "neither a number")]
    [InlineData("training.epochs=\"5\"", "training.epochs", "Must be a whole number")]
    [InlineData("training.epochs=5.5", "training.epochs", "whole number")]
    [InlineData("network.layers[4].dense.units=7", "network.layers", "Has 2 elements")]
    [InlineData("network.layers.dense.units=7", "network.layers", "say which")]
    [InlineData("network.layers[0].dense.units=[7]", "network.layers[0].dense.units", "Must be")]
    [InlineData("network.layers[0]={\"dence\":{}}", "network.layers[0].dence", "did you mean dense?")]
    [InlineData("name.first=x", "name", "no fields")]
    [InlineData("training[0].epochs=1", "training", "Is no list")]
    [InlineData("training..epochs=1", "training..epochs", "no name of a field")]
    [InlineData("training.epochs=5 }, \"x\": {", "training.epochs", "neither")]
    public void Apply_OfWhatIsWrong_NamesThePath(string setting, string path, string why)
    {
        var violation = JobSettings.Apply(s_job.Clone(), setting)[0];

        Assert.Equal(path, violation.Path);
        Assert.Contains(why, violation.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("epochs")]
    [InlineData("=5")]
    public void Apply_WithoutPathAndValue_SaysHow(string setting) => Assert.Contains("PATH=VALUE", JobSettings.Apply(s_job.Clone(), setting)[0].Description, StringComparison.Ordinal);
}
