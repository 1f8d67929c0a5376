using System.Collections.Frozen;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>The columns of a recording, as its manifest lists them.</summary>
public sealed class RecordingSchema
{
    private readonly RecordingColumn[] _columns;
    private readonly FrozenDictionary<string, RecordingColumn> _byPath;

    private readonly int? _lastEpoch;

    private RecordingSchema(RecordingColumn[] columns, int? lastEpoch)
    {
        _columns = columns;
        _lastEpoch = lastEpoch;
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
        int? lastEpoch = manifest.Job?.Training is { HasEpochs: true } training ? training.Epochs : null;
        return new RecordingSchema([.. manifest.Columns.Select((info, index) => new RecordingColumn(index, info))], lastEpoch);
    }

    /// <summary>A column is to be recorded at an epoch, as its schedule and the epochs of the manifest's job say.</summary>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="firstEpoch">The first epoch of the recording.</param>
    public bool IsDue(RecordingColumn column, int epoch, int firstEpoch = 0)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Schedule.IsDue(epoch, firstEpoch, _lastEpoch ?? int.MaxValue);
    }

    /// <summary>The column of a path, or null.</summary>
    public RecordingColumn? Find(string path) => _byPath.GetValueOrDefault(path);
}
