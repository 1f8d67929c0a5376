using System.Collections.Concurrent;
using TrainRecorder.Recording;

namespace TrainRecorder.Scene.Reading;

/// <summary>Reads what is there: a value that was not recorded is null, and so is one whose place in the file is damaged, which is noted.</summary>
/// <remarks>Safe for several threads.</remarks>
internal sealed class ForgivingReader(RecordingReader recording)
{
    private readonly ConcurrentDictionary<(string Path, int Epoch), byte> _damaged = new();

    /// <summary>The columns that are damaged, and the first epoch and the number of epochs at which they are.</summary>
    public IReadOnlyList<(string Path, int FirstEpoch, int Epochs)> Damaged =>
    [
        .. _damaged.Keys.GroupBy(place => place.Path).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Min(place => place.Epoch), group.Count())),
    ];

    /// <summary>The place is known to be damaged.</summary>
    public bool IsDamaged(string path, int epoch) => _damaged.ContainsKey((path, epoch));

    /// <summary>A <c>list&lt;float&gt;</c> column at an epoch; null if there is no such column, nothing was recorded, or it is damaged.</summary>
    public async Task<float[]?> FloatsAsync(string path, int epoch, CancellationToken cancellationToken)
    {
        if (recording.Schema.Find(path) is null)
            return null;
        try
        {
            return await recording.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false);
        }
        catch (RecordingException error) when (IsDamage(error))
        {
            Note(path, epoch);
            return null;
        }
    }

    /// <summary>A <c>list&lt;double&gt;</c> column at an epoch, likewise.</summary>
    public async Task<double[]?> DoublesAsync(string path, int epoch, CancellationToken cancellationToken)
    {
        if (recording.Schema.Find(path) is null)
            return null;
        try
        {
            return await recording.ReadDoublesAsync(path, epoch, cancellationToken).ConfigureAwait(false);
        }
        catch (RecordingException error) when (IsDamage(error))
        {
            Note(path, epoch);
            return null;
        }
    }

    /// <summary>A scalar column over all epochs; NaN where it is null or damaged; empty if there is no such column.</summary>
    public async Task<double[]> ScalarsAsync(string path, CancellationToken cancellationToken)
    {
        if (recording.Schema.Find(path) is null)
            return [];
        try
        {
            return await recording.ReadScalarsAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (RecordingException error) when (IsDamage(error))
        {
            // The column as a whole cannot be read: one epoch after the other tells where it can.
            return await ScalarsOneByOneAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A <c>list&lt;float&gt;</c> column at some epochs, in order. Where these are all there are, goes through them once, which reads every chunk of
    /// the file once, however many epochs it holds; where they are some of many, or a chunk is damaged, reads epoch by epoch, so that the cost
    /// does not grow with the recording.
    /// </summary>
    /// <param name="path">The column.</param>
    /// <param name="epochs">In order.</param>
    /// <param name="take">Gets the place among <paramref name="epochs"/>, and the values.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task EachAsync(string path, IReadOnlyList<int> epochs, Action<int, float[]> take, CancellationToken cancellationToken)
    {
        if (recording.Schema.Find(path) is null)
            return;
        int next = 0;
        if (epochs.Count < recording.Epochs.Count)
        {
            await OneByOneAsync().ConfigureAwait(false);
            return;
        }
        try
        {
            EpochRange all = new(epochs[0], epochs[^1]);
            await foreach ((int epoch, float[]? values) in recording.ReadFloatsAsync(path, all, cancellationToken).ConfigureAwait(false))
            {
                if (epoch != epochs[next])
                    continue;
                if (values is not null)
                    take(next, values);
                next++;
            }
        }
        catch (RecordingException error) when (IsDamage(error))
        {
            await OneByOneAsync().ConfigureAwait(false);
        }

        async Task OneByOneAsync()
        {
            for (; next < epochs.Count; next++)
            {
                if (await FloatsAsync(path, epochs[next], cancellationToken).ConfigureAwait(false) is { } values)
                    take(next, values);
            }
        }
    }

    private static bool IsDamage(RecordingException error) => error.Fault is RecordingFault.Damaged or RecordingFault.Truncated;

    private void Note(string path, int epoch) => _damaged.TryAdd((path, epoch), 0);

    private async Task<double[]> ScalarsOneByOneAsync(string path, CancellationToken cancellationToken)
    {
        double[] values = new double[recording.Epochs.Count];
        for (int index = 0; index < values.Length; index++)
        {
            try
            {
                values[index] = await recording.ReadScalarAsync(path, recording.Epochs[index], cancellationToken).ConfigureAwait(false) ?? double.NaN;
            }
            catch (RecordingException error) when (IsDamage(error))
            {
                Note(path, recording.Epochs[index]);
                values[index] = double.NaN;
            }
        }
        return values;
    }
}
