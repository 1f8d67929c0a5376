using Google.Protobuf.Collections;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Reading;

/// <summary>The mean of each input over the samples of the probe, which never changes.</summary>
/// <param name="Values">A value an input.</param>
/// <param name="InDataUnits">There was no normalisation, or it was undone, so that the mean of images is an image.</param>
internal sealed record InputMean(float[] Values, bool InDataUnits)
{
    /// <summary>Reads it from the first epoch; null if it was not recorded.</summary>
    public static async Task<InputMean?> ReadAsync(RecordingReader recording, LayerShape input, CancellationToken cancellationToken)
    {
        string path = input.Name + ".activation";
        if (recording.Schema.Find(path) is null
            || await recording.ReadFloatsAsync(path, recording.Epochs[0], cancellationToken).ConfigureAwait(false) is not { } activations)
            return null;
        float[] means = Means(activations, input.Units);
        DataSummary data = recording.Manifest.Data ?? new DataSummary();
        RepeatedField<double> offset = data.NormalizationOffset, scale = data.NormalizationScale;

        // Features of a table have units of their own and cannot share a scale unless normalised; pixels are all of a kind.
        bool undo = input.Image is not null && offset.Count == means.Length && scale.Count == means.Length;
        for (int index = 0; undo && index < means.Length; index++)
            means[index] = (float)(offset[index] + (scale[index] == 0 ? 0 : means[index] / scale[index]));
        return new InputMean(means, InDataUnits: undo || offset.Count == 0);
    }

    private static float[] Means(float[] activations, int units)
    {
        double[] sums = new double[units];
        for (int place = 0; place < activations.Length; place++)
            sums[place % units] += activations[place];
        int samples = activations.Length / units;
        return [.. sums.Select(sum => (float)(sum / samples))];
    }
}
