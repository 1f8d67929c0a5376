using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Losses;

namespace TrainRecorder.Training.Epochs;

/// <summary>Takes the predictions out of an output layer's pass.</summary>
internal static unsafe class PassReader
{
    /// <summary>Notes what was predicted for the samples of a batch.</summary>
    public static void Read(LayerPass output, ReadOnlySpan<int> samples, EpochOutcome outcome)
    {
        for (var j = 0; j < samples.Length; j++)
        {
            if (outcome.Classes is { } classes) classes[samples[j]] = Prediction.Class(output.Output, j);
            else outcome.Values![samples[j]] = output.Output.Pointer[j];
        }
    }
}
