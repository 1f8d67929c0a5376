using System.Text.RegularExpressions;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>A field of a job that names a file beside it, and the one that names the dataset in its place.</summary>
/// <param name="FilePath">The field of the file.</param>
/// <param name="DatasetPath">The field of the dataset; the same for a field that takes either.</param>
/// <param name="File">The name of the file; empty if none is named.</param>
/// <param name="Dataset">The name of the dataset that the job itself gives; empty if none.</param>
/// <param name="Put">Names the dataset instead of the file.</param>
/// <param name="Format">The format that the file must have; null: as its name says.</param>
internal sealed partial record JobFileField(string FilePath, string DatasetPath, Func<Job, string> File, Func<Job, string> Dataset, Action<Job, string> Put, string? Format = null)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<JobFileField> All { get; } =
    [
        new("data.file", "data.dataset", job => job.Data?.SourceCase == Data.SourceOneofCase.File ? NotEmpty(job.Data.File) : "", _ => "", (job, name) => job.Data.Dataset = name),
        new("data.label_file", "data.label_dataset", job => job.Data?.LabelFile ?? "", job => job.Data.LabelDataset, (job, name) => (job.Data.LabelDataset, job.Data.LabelFile) = (name, "")),
        new("data.validation_file", "data.validation_dataset", job => job.Data?.ValidationFile ?? "", job => job.Data.ValidationDataset, (job, name) => (job.Data.ValidationDataset, job.Data.ValidationFile) = (name, "")),
        new("data.validation_label_file", "data.validation_label_dataset", job => job.Data?.ValidationLabelFile ?? "", job => job.Data.ValidationLabelDataset, (job, name) => (job.Data.ValidationLabelDataset, job.Data.ValidationLabelFile) = (name, "")),
        new("network.initial_weights", "network.initial_weights", job => NotDataset(job.Network?.InitialWeights ?? ""), _ => "", (job, name) => job.Network.InitialWeights = name, "weights"),
    ];

    // A given but empty name is told as the fault that it is.
    private static string NotEmpty(string name) => name.Length == 0 ? "\0" : name;

    private static string NotDataset(string name) => DatasetName().IsMatch(name) ? "" : name;

    [GeneratedRegex(@"\Adatasets/[0-9a-f]{64}\z")]
    private static partial Regex DatasetName();
}
