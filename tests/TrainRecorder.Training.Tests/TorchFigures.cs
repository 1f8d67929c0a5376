using System.Text.Json;
using Google.Protobuf;
using TrainRecorder.Training.Validation;

namespace TrainRecorder.Training.Tests;

/// <summary>What PyTorch says, made by <c>tests/interop/torch_figures.py</c>.</summary>
internal static class TorchFigures
{
    private static readonly JsonElement All = JsonDocument.Parse(File.ReadAllText(DataFiles.Path("torch-figures.json"))).RootElement;

    /// <summary>One of the lists, or a value of the top level.</summary>
    public static JsonElement Of(string name) => All.GetProperty(name);

    /// <summary>The numbers 0 to the length of a list, for theories.</summary>
    public static TheoryData<int> Indices(string name) => [.. Enumerable.Range(0, Of(name).GetArrayLength())];

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    public static double[][] Rows(this JsonElement list) => [.. list.EnumerateArray().Select(Numbers)];

    /// <summary>Training as a job's JSON describes it, with PyTorch's defaults made explicit.</summary>
    public static V1.Training Training(string json)
    {
        var training = JsonParser.Default.Parse<V1.Training>(json);
        var violations = new Violations();
        TrainingRules.Resolve(training, violations);
        LossRules.Resolve(training, task: "classification", classes: null, violations);
        Assert.Empty(violations.All);
        return training;
    }
}
