using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>Files as the service would hold them, and jobs that name them.</summary>
internal sealed class TestDatasets : IDisposable
{
    private static readonly (string Part, string File, string Dataset)[] Fields =
    [
        ("data", "file", "dataset"), ("data", "label_file", "label_dataset"), ("data", "validation_file", "validation_dataset"), ("network", "initial_weights", "initial_weights"),
    ];

    private readonly List<TemporaryFile> _files = [];
    private readonly Dictionary<string, DatasetFile> _datasets = new(StringComparer.Ordinal);

    /// <summary>All files.</summary>
    public ImmutableArray<DatasetFile> Files => [.. _datasets.Values];

    /// <summary>Adds a file; in a job's JSON <paramref name="word"/> stands for its dataset.</summary>
    public TestDatasets Add(string word, string format, byte[] bytes)
    {
        var file = new TemporaryFile(bytes);
        _files.Add(file);
        _datasets[word] = new DatasetFile { Name = "datasets/" + Convert.ToHexStringLower(SHA256.HashData(bytes)), Path = file.Path, Format = format };
        return this;
    }

    /// <summary>Adds a file of text.</summary>
    public TestDatasets Add(string word, string text, string format = "csv") => Add(word, format, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A job from its file, resolved, with the files that it names beside it, as the client puts them on the service.</summary>
    /// <param name="path">Of the job.</param>
    /// <param name="change">Changes the job before it is resolved.</param>
    public Job Read(string path, Action<JsonObject>? change = null)
    {
        var job = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        foreach (var (part, field, dataset) in Fields)
        {
            if (job[part]?[field] is not { } name) continue;
            job[part]!.AsObject().Remove(field);
            job[part]![dataset] = $"@{name}@";
            Add($"@{name}@", field == "initial_weights" ? "weights" : Format((string)name!), File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, (string)name!)));
        }
        change?.Invoke(job);
        return Valid(job.ToJsonString());
    }

    /// <summary>A job resolved against what is in the files.</summary>
    public JobResolution Resolve(string json)
    {
        foreach (var (word, file) in _datasets) json = json.Replace(word, file.Name, StringComparison.Ordinal);
        var known = _datasets.Values.Select(file =>
        {
            var inspection = TableInspector.Inspect(file.Path, file.Format);
            Assert.Empty(inspection.Faults);
            return new Dataset { Name = file.Name, Format = file.Format, Schema = inspection.Schema };
        });
        return JobResolver.Resolve(JsonParser.Default.Parse<Job>(json), [.. known]);
    }

    /// <summary>A job resolved without violations.</summary>
    public Job Valid(string json)
    {
        var resolution = Resolve(json);
        Assert.Empty(resolution.Violations);
        return resolution.Job;
    }

    private static string Format(string name) => Path.GetExtension(name) switch
    {
        ".gz" => "idx",
        var extension => extension[1..],
    };

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}
