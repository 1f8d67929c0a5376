using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>The datasets that jobs name.</summary>
public static class JobDatasets
{
    /// <summary>Every field of a job that names a dataset and is given, with the name.</summary>
    public static IReadOnlyList<(string Field, string Name)> Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var names = new List<(string Field, string Name)>();
        if (job.Data is { } data)
        {
            if (data.SourceCase == Data.SourceOneofCase.Dataset) names.Add(("data.dataset", data.Dataset));
            names.Add(("data.label_dataset", data.LabelDataset));
            names.Add(("data.validation_dataset", data.ValidationDataset));
            names.Add(("data.validation_label_dataset", data.ValidationLabelDataset));
        }
        if (job.Network is { } network) names.Add(("network.initial_weights", network.InitialWeights));
        return [.. names.Where(name => name.Name.Length > 0 || name.Field == "data.dataset")];
    }
}
