using System.Collections.Frozen;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>The columns of a recording, as its manifest lists them.</summary>
public sealed class RecordingSchema
{
    private readonly RecordingColumn[] _columns;
    private readonly FrozenDictionary<string, RecordingColumn> _byPath;

    private RecordingSchema(RecordingColumn[] columns)
    {
        _columns = columns;
        _byPath = columns.ToFrozenDictionary(column => column.Path, StringComparer.Ordinal);
    }

    /// <summary>Every column, in the order of the file.</summary>
    public IReadOnlyList<RecordingColumn> Columns => _columns;

    /// <summary>The column of a path, for example <c>hidden1.weight</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the path.</exception>
    public RecordingColumn this[string path] => Find(path) ?? throw new KeyNotFoundException($"The recording has no column '{path}'.");

    /// <summary>Checks the columns of a manifest and makes a schema of them.</summary>
    /// <exception cref="RecordingException">The manifest contradicts itself or the format; every fault is named.</exception>
    public static RecordingSchema FromManifest(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ManifestRules.Check(manifest);
        return new RecordingSchema([.. manifest.Columns.Select((info, index) => new RecordingColumn(index, info))]);
    }

    /// <summary>The column of a path, or null.</summary>
    public RecordingColumn? Find(string path) => _byPath.GetValueOrDefault(path);
}
