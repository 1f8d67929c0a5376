using System.Text.RegularExpressions;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>What is known of the datasets that a job names.</summary>
internal sealed partial class DatasetSchemas(IReadOnlyList<Dataset> datasets, Violations violations)
{
    /// <summary>The table that a field names; what is wrong with the name is noted. Null if it is not known.</summary>
    public TableSchema? Table(string field, string name)
    {
        if (Find(field, name) is not { } dataset) return null;
        if (dataset.Format != TableFormats.Weights) return dataset.Schema;
        violations.Add(field, "Is a file of weights, not a table.");
        return null;
    }

    /// <summary>The weights that a field names; what is wrong with the name is noted. Null if they are not known.</summary>
    public TableSchema? Weights(string field, string name)
    {
        if (Find(field, name) is not { } dataset) return null;
        if (dataset.Format == TableFormats.Weights) return dataset.Schema;
        violations.Add(field, $"Is a table of format {dataset.Format}, not a file of weights.");
        return null;
    }

    /// <summary>A field names a file, which only the client can read.</summary>
    public void RefuseFile(string field, string name, string instead)
    {
        if (name.Length > 0) violations.Add(field, $"Only the client can read a file: it must be uploaded first and named by {instead}.");
    }

    private Dataset? Find(string field, string name)
    {
        if (!DatasetName().IsMatch(name)) violations.Add(field, "Must be datasets/ and the 64 lower-case hexadecimal digits of a SHA-256.");
        return datasets.FirstOrDefault(dataset => dataset.Name == name);
    }

    [GeneratedRegex(@"\Adatasets/[0-9a-f]{64}\z")]
    private static partial Regex DatasetName();
}
