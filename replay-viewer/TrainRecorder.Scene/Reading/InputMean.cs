using Google.Protobuf.Collections;
using TrainRecorder.Scene.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Reading;

/// <summary>What each input has on one sample of the probe, or on average over it; it never changes.</summary>
/// <param name="Values">A value an input.</param>
/// <param name="Seen">The same as the network sees it: normalised, as recorded.</param>
/// <param name="InDataUnits">There was no normalisation, or <paramref name="Values"/> undo it, so that the mean of images is an image.</param>
internal sealed record InputMean(float[] Values, float[] Seen, bool InDataUnits)
{
    /// <summary>Reads it from the first epoch; null if it was not recorded.</summary>
    public static async Task<InputMean?> ReadAsync(
        ForgivingReader reader, Manifest manifest, int firstEpoch, LayerShape input, int? sample, CancellationToken cancellationToken)
    {
        if (await reader.FloatsAsync(input.Name + ".activation", firstEpoch, cancellationToken).ConfigureAwait(false) is not { } activations)
            return null;
        float[] seen = ProbeActivation.Choose(activations, input.Units, sample), means = [.. seen];
        DataSummary data = manifest.Data ?? new DataSummary();
        RepeatedField<double> offset = data.NormalizationOffset, scale = data.NormalizationScale;

        // Features of a table have units of their own and cannot share a scale unless normalised; pixels are all of a kind.
        bool undo = input.Image is not null && offset.Count == means.Length && scale.Count == means.Length;
        for (int index = 0; undo && index < means.Length; index++)
            means[index] = (float)(offset[index] + (scale[index] == 0 ? 0 : means[index] / scale[index]));
        return new InputMean(means, seen, InDataUnits: undo || offset.Count == 0);
    }
}
