using TrainRecorder.Recording;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Reading;

/// <summary>What a figure is made of: a recording, some of its layers and some of its epochs.</summary>
public sealed class FigureSource
{
    /// <summary>Chooses from a recording.</summary>
    /// <param name="recording">With at least one epoch and two layers.</param>
    /// <param name="range">The epochs wanted; null for all.</param>
    /// <param name="layers">Names of layers, each in the recording; empty for all that have what is shown.</param>
    /// <exception cref="RecordingException">It holds no epoch yet, or fewer than two layers.</exception>
    public FigureSource(RecordingReader recording, EpochRange? range = null, IReadOnlyList<string>? layers = null)
    {
        if (recording.Epochs.Count == 0)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording holds no epoch yet");
        Recording = recording;
        Network = NetworkShape.FromManifest(recording.Manifest);
        if (Network.Layers.Count < 2)
            throw new RecordingException(RecordingFault.NotRecorded, "the recording has fewer than two layers");
        Range = range ?? new EpochRange(recording.Epochs[0], recording.Epochs[^1]);
        Epochs = [.. recording.Epochs.Where(epoch => epoch >= Range.First && epoch <= Range.Last)];
        IsChosen = layers is { Count: > 0 };
        Layers = [.. Enumerable.Range(1, Network.Layers.Count - 1).Where(index => !IsChosen || layers!.Contains(Network.Layers[index].Name))];
    }

    /// <summary>The recording.</summary>
    public RecordingReader Recording { get; }

    /// <summary>Its layers.</summary>
    public NetworkShape Network { get; }

    /// <summary>The epochs wanted.</summary>
    public EpochRange Range { get; }

    /// <summary>The epochs wanted that are there.</summary>
    public IReadOnlyList<int> Epochs { get; }

    /// <summary>The places of the layers wanted, in order; never the input.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>The layers were named: one without what is shown is an error then.</summary>
    public bool IsChosen { get; }

    /// <summary>What the figure is of, for its header.</summary>
    public string Subject
    {
        get
        {
            string name = Recording.Manifest.Job?.Name is { Length: > 0 } given ? given : Recording.Manifest.Run;
            string epochs = Epochs.Count == 1 ? $"epoch {NumberText.Count(Epochs[0])}" : $"epochs {NumberText.Count(Epochs[0])} to {NumberText.Count(Epochs[^1])}";
            return $"{name}   ·   {epochs}";
        }
    }

    /// <summary>Those of the layers wanted that have a column.</summary>
    /// <param name="column">Its name within the layer.</param>
    /// <param name="what">What the figure shows, for the message.</param>
    /// <exception cref="RecordingException">None has it, or one that was named has not.</exception>
    internal IReadOnlyList<int> LayersWith(string column, string what)
    {
        int[] with = [.. Layers.Where(index => Recording.Schema.Find($"{Network.Layers[index].Name}.{column}") is { } found && found.Info.Schedule != "never")];
        int[] without = [.. Layers.Except(with)];
        if (with.Length > 0 && (!IsChosen || without.Length == 0))
            return with;
        string columns = string.Join(", ", without.Select(index => $"{Network.Layers[index].Name}.{column}"));
        throw new RecordingException(RecordingFault.NotRecorded, $"{what} cannot be shown: the recording does not have {columns}");
    }

    /// <summary>Where nothing was recorded in the epochs wanted.</summary>
    internal RecordingException Nothing(string what) =>
        new(RecordingFault.NotRecorded, $"{what} cannot be shown: nothing of it is recorded in epochs {Range.First} to {Range.Last}");

    /// <summary>The due epochs of a column within the range, at most so many, evenly spread.</summary>
    internal IReadOnlyList<int> DueEpochs(string path, int most)
    {
        RecordingColumn column = Recording.Schema[path];
        int[] due = [.. Epochs.Where(epoch => Recording.Schema.IsDue(column, epoch, Recording.Epochs[0]))];
        return due.Length == 0 ? [] : Scene.Reading.EpochSpread.Choose(due, most);
    }
}
