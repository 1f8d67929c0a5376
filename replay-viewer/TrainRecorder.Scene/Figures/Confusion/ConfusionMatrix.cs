using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.Confusion;

/// <summary>How often each class is taken for which, on the probe at one epoch.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Classes">Names of the classes; their numbers where they have none.</param>
/// <param name="Counts">By class, then by the class it is taken for.</param>
/// <param name="Undecided">Samples with an output that is not a number, which are taken for nothing.</param>
internal sealed record ConfusionMatrix(int Epoch, IReadOnlyList<string> Classes, int[,] Counts, int Undecided)
{
    private const string What = "confusion";

    /// <summary>Samples counted.</summary>
    public int Samples => Counts.Cast<int>().Sum();

    /// <summary>Samples on the diagonal.</summary>
    public int Right => Enumerable.Range(0, Classes.Count).Sum(index => Counts[index, index]);

    /// <summary>Counted samples of a class.</summary>
    public int Of(int target) => Enumerable.Range(0, Classes.Count).Sum(predicted => Counts[target, predicted]);

    /// <summary>Counts at the last epoch wanted at which the output was recorded.</summary>
    /// <exception cref="RecordingException">It is no classification, or target or output were not recorded.</exception>
    public static async Task<ConfusionMatrix> ReadAsync(FigureSource source, CancellationToken cancellationToken)
    {
        RecordingReader recording = source.Recording;
        if (recording.Manifest.Data?.Task != "classification")
            throw new RecordingException(RecordingFault.NotRecorded, $"{What} cannot be shown: the run is no classification");
        V1.LayerInfo output = recording.Manifest.Layers[^1];
        string path = output.Name + ".activation";
        float[]? targets = recording.Schema.Find("probe.target") is null
            ? null
            : await recording.ReadFloatsAsync("probe.target", recording.Epochs[0], cancellationToken).ConfigureAwait(false);
        if (targets is null || recording.Schema.Find(path) is null)
            throw new RecordingException(RecordingFault.NotRecorded, $"{What} cannot be shown: the recording does not have {(targets is null ? "probe.target" : path)}");
        foreach (int epoch in source.DueEpochs(path, int.MaxValue).Reverse())
        {
            if (await recording.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false) is { } outputs)
                return Count(epoch, targets, outputs, output.Activation, recording.Manifest.Data.Classes);
        }
        throw source.Nothing(What);
    }

    /// <summary>Counts.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="targets">The class of each sample.</param>
    /// <param name="outputs">Shape <c>[samples, units]</c>. The largest output wins, the first of equal ones; a single one parts two classes at the middle of its range.</param>
    /// <param name="activation">That of the output layer.</param>
    /// <param name="names">Names of the classes; may be empty.</param>
    internal static ConfusionMatrix Count(int epoch, float[] targets, float[] outputs, string activation, IReadOnlyList<string> names)
    {
        int units = outputs.Length / targets.Length, classes = Math.Max(units, 2);
        if (targets.Any(target => !(target >= 0 && target < classes && target == MathF.Floor(target))))
            throw new RecordingException(RecordingFault.Damaged, $"probe.target holds something else than the numbers of {classes} classes");
        int[,] counts = new int[classes, classes];
        int undecided = 0;
        for (int sample = 0; sample < targets.Length; sample++)
        {
            int predicted = Predict(outputs.AsSpan(sample * units, units), activation);
            if (predicted < 0)
                undecided++;
            else
                counts[(int)targets[sample], predicted]++;
        }
        string[] shown = names.Count == classes ? [.. names] : [.. Enumerable.Range(0, classes).Select(index => $"{index}")];
        return new ConfusionMatrix(epoch, shown, counts, undecided);
    }

    private static int Predict(ReadOnlySpan<float> outputs, string activation)
    {
        int largest = 0;
        for (int index = 0; index < outputs.Length; index++)
        {
            if (float.IsNaN(outputs[index]))
                return -1;
            if (outputs[index] > outputs[largest])
                largest = index;
        }
        return outputs.Length > 1 ? largest : outputs[0] > (activation == "sigmoid" ? 0.5f : 0) ? 1 : 0;
    }
}
