using System.Text.RegularExpressions;
using TrainRecorder.Recording.Internal.Policy;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Manifests;

/// <summary>What a manifest must satisfy (SPECIFICATION.md, "Manifest" and "Columns").</summary>
internal static partial class ManifestRules
{
    private static readonly (string Path, string Type)[] _required = [("epoch", "int32"), ("step", "int64"), ("elapsed_seconds", "double")];

    /// <exception cref="RecordingException">With every fault.</exception>
    public static void Check(Manifest manifest)
    {
        // What is newer may mean anything by the rest, so nothing else is looked at.
        ManifestVersion.Check(manifest);
        List<string> faults = [.. Faults(manifest)];
        if (faults.Count > 0)
        {
            throw new RecordingException(RecordingFault.Damaged, $"The manifest is wrong: {string.Join("; ", faults.Take(20))}.");
        }
    }

    private static IEnumerable<string> Faults(Manifest manifest)
    {
        if (manifest.FormatVersion < 1)
        {
            yield return $"format_version is {manifest.FormatVersion}, it must be 1 or more";
        }

        if (manifest.Columns.Count > Limits.Columns)
        {
            yield return $"columns: {manifest.Columns.Count} of them, at most {Limits.Columns} are allowed";
            yield break;
        }

        for (int i = 0; i < _required.Length; i++)
        {
            ColumnInfo? column = manifest.Columns.ElementAtOrDefault(i);
            if (column is null || column.Path != _required[i].Path || column.Type != _required[i].Type)
            {
                yield return $"columns[{i}] must be {_required[i].Path} of type {_required[i].Type}";
            }
        }

        foreach (string fault in Names(manifest).Concat(manifest.Columns.SelectMany(Shape)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Names(Manifest manifest)
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        HashSet<string> groups = new(StringComparer.Ordinal);
        string? current = null;
        for (int i = 0; i < manifest.Columns.Count; i++)
        {
            string path = manifest.Columns[i].Path;
            if (!PathPattern().IsMatch(path))
            {
                yield return $"columns[{i}]: '{path}' is not a path";
                continue;
            }

            if (!paths.Add(path))
            {
                yield return $"columns[{i}]: {path} is there twice";
            }

            string group = path.Split('.')[0];
            if (group == current && path.Contains('.', StringComparison.Ordinal))
            {
                continue;
            }

            if (!groups.Add(group))
            {
                yield return $"columns[{i}]: {path} does not stand beside the other columns of {group}";
            }

            current = path.Contains('.', StringComparison.Ordinal) ? group : null;
        }
    }

    private static IEnumerable<string> Shape(ColumnInfo column)
    {
        if (ValueKinds.Find(column.Type) is not ValueKind kind)
        {
            yield return $"{column.Path}: unknown type '{column.Type}'";
            yield break;
        }

        if (column.KeepMantissaBits is < 0 or > MantissaRounding.AllBits)
        {
            yield return $"{column.Path}: keep_mantissa_bits is {column.KeepMantissaBits}, 0 to {MantissaRounding.AllBits} are allowed";
        }

        if (!kind.IsList())
        {
            if (column.Shape.Count > 0)
            {
                yield return $"{column.Path}: a scalar has no shape";
            }

            yield break;
        }

        if (column.Shape.Count == 0 || column.Shape.Any(axis => axis < 1))
        {
            yield return $"{column.Path}: a list needs a shape of axes of at least 1";
        }
        else if (column.Shape.Aggregate(1L, (product, axis) => Math.Min(product * axis, long.MaxValue >> 32)) > Limits.TensorValues)
        {
            yield return $"{column.Path}: more than {Limits.TensorValues} values";
        }

        if (column.Axes.Count != column.Shape.Count)
        {
            yield return $"{column.Path}: {column.Shape.Count} axes in the shape, {column.Axes.Count} named";
        }

        if (column.Labels.Count > 0 && column.Labels.Count != column.Shape.LastOrDefault())
        {
            yield return $"{column.Path}: {column.Labels.Count} labels for an axis of {column.Shape.LastOrDefault()}";
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
