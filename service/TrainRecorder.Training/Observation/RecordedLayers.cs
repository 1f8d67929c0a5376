using TrainRecorder.Recording;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Observation;

/// <summary>What the layers of a resolved job record.</summary>
internal static class RecordedLayers
{
    /// <summary>The layers from <c>input</c> to the output.</summary>
    public static IReadOnlyList<LayerRecord> Of(Job job)
    {
        var inputs = job.Network.InputShape.Aggregate(1, (product, axis) => checked(product * axis));
        var input = new LayerInfo { Name = "input", Kind = "input", Title = "Input Layer" };
        input.Shape.AddRange(job.Network.InputShape);
        var records = new List<LayerRecord> { new(input, null, null, inputs, Saturation: false) };
        foreach (var layer in job.Network.Layers)
        {
            var units = layer.Dense.Units;
            var info = new LayerInfo { Name = layer.Name, Kind = "dense", Activation = layer.Dense.Activation, Title = Title(layer.Name) };
            info.Shape.Add(units);
            records.Add(new LayerRecord(info, [units, inputs], [units], units, ActivationKinds.Get(layer.Dense.Activation).Saturation is not null));
            inputs = units;
        }
        return records;
    }

    /// <summary>The columns of a resolved job's recording, each with its schedule and precision.</summary>
    public static IReadOnlyList<ColumnInfo> Columns(Job job, int probeSamples) => RecordingPolicy.Apply(job.Recording, AllColumns(job, probeSamples));

    /// <summary>The columns that could be recorded.</summary>
    public static IReadOnlyList<ColumnInfo> AllColumns(Job job, int probeSamples) => StandardColumns.For(
        Of(job), [Tasks.Score(job.Data.Task)], probeSamples, gradients: job.Recording.Gradients, bestEpoch: job.Training.EarlyStopping is not null);

    private static string Title(string name)
    {
        if (name == "output") return "Output Layer";
        const string hidden = "hidden";
        var number = name.StartsWith(hidden, StringComparison.Ordinal) ? name[hidden.Length..] : "";
        return number.Length > 0 && number.All(char.IsAsciiDigit) ? $"Hidden Layer {number}" : name;
    }
}
