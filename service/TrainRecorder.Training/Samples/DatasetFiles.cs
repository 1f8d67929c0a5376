using System.Security.Cryptography;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>The files of the datasets that a job names; each is checked against its name when it is first asked for.</summary>
internal sealed class DatasetFiles(IReadOnlyList<DatasetFile> files)
{
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);

    /// <summary>The file of a dataset.</summary>
    /// <exception cref="DataException">There is none, or its bytes are not those of the name.</exception>
    public DatasetFile Get(string name)
    {
        var file = files.FirstOrDefault(file => file.Name == name) ?? throw new DataException($"The job needs the file of {name}.");
        if (!_checked.Add(name)) return file;
        using var stream = File.OpenRead(file.Path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        return name == "datasets/" + sha256 ? file : throw new DataException($"The file is not {name}: its SHA-256 is {sha256}.");
    }

    /// <summary>The hash in a dataset's name; empty for none.</summary>
    public static string Sha256(string name) => name.Length == 0 ? "" : name["datasets/".Length..];
}
