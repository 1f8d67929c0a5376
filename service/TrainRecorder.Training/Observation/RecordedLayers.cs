using TrainRecorder.Recording;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Observation;

/// <summary>What the layers of a resolved job record.</summary>
internal static class RecordedLayers
{
    /// <summary>The layers from <c>input</c> to the output.</summary>
    public static IReadOnlyList<LayerRecord> Of(Job job)
    {
        var plan = NetworkPlan.Of(job.Network);
        var input = new LayerInfo { Name = "input", Kind = "input", Title = "Input Layer" };
        input.Shape.AddRange(plan.Input.Axes);
        var records = new List<LayerRecord> { new(input, null, null, (int)plan.Input.Count, Saturation: false) };
        AddChain(plan.Layers, "input", records);
        return records;
    }

    private static void AddChain(IReadOnlyList<LayerPlan> layers, string before, List<LayerRecord> records)
    {
        foreach (var layer in layers)
        {
            Add(layer, before, records);
            before = layer.Name;
        }
    }

    private static void Add(LayerPlan plan, string before, List<LayerRecord> records)
    {
        AddChain(plan.Layers, before, records);
        AddChain(plan.Shortcut, before, records);
        var activation = ActivationKinds.Create(plan.Activation);
        var info = new LayerInfo { Name = plan.Name, Kind = plan.Kind.Name, Activation = plan.Activation?.Name ?? "", Title = Title(plan.Name) };
        info.Shape.AddRange(plan.Output.Axes);
        // Where the layers recorded just before are not what comes in, the layers that do are named.
        if (plan.Layers.Count > 0) info.Inputs.Add([plan.Layers[^1].Name, plan.Shortcut.Count > 0 ? plan.Shortcut[^1].Name : before]);
        else if (records[^1].Layer.Name != before) info.Inputs.Add(before);
        records.Add(new LayerRecord(info, plan.Weight, plan.Bias, plan.Output.Units, activation.Saturation is not null)
        {
            RunningStatistics = plan.RunningStatistics,
            WeightAxes = plan.WeightAxes,
            UnitsLast = plan.Output.UnitsLast,
        });
    }

    /// <summary>The columns of a resolved job's recording, each with its schedule and precision.</summary>
    public static IReadOnlyList<ColumnInfo> Columns(Job job, int probeSamples) => RecordingPolicy.Apply(job.Recording, AllColumns(job, probeSamples));

    /// <summary>The columns that could be recorded.</summary>
    public static IReadOnlyList<ColumnInfo> AllColumns(Job job, int probeSamples) => StandardColumns.For(
        Of(job), [Tasks.Score(job.Data.Task)], probeSamples, gradients: job.Recording.Gradients, bestEpoch: job.Training.EarlyStopping is not null,
        validation: ValidationScores.Columns(job));

    private static string Title(string name)
    {
        if (name == "output") return "Output Layer";
        const string hidden = "hidden";
        var number = name.StartsWith(hidden, StringComparison.Ordinal) ? name[hidden.Length..] : "";
        return number.Length > 0 && number.All(char.IsAsciiDigit) ? $"Hidden Layer {number}" : name;
    }
}
