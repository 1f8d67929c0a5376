using System.Diagnostics.CodeAnalysis;
using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Datasets;

/// <summary>Names of datasets, <c>datasets/SHA256</c>.</summary>
internal static class DatasetName
{
    private const string Prefix = "datasets/";

    /// <summary>The name of a dataset.</summary>
    public static string Of(string sha256) => Prefix + sha256;

    /// <summary>The hash in a name; false for anything else.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out string? sha256)
    {
        sha256 = name.StartsWith(Prefix, StringComparison.Ordinal) && Sha256Text.IsValid(name[Prefix.Length..]) ? name[Prefix.Length..] : null;
        return sha256 is not null;
    }
}
