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

    /// <summary>Notes what the outputs say of the samples' own classes.</summary>
    /// <param name="output">Of the pass.</param>
    /// <param name="samples">Of the batch.</param>
    /// <param name="classes">The class of every sample of the set.</param>
    /// <param name="outcome">Scored.</param>
    public static void ReadScores(LayerPass output, ReadOnlySpan<int> samples, int[] classes, EpochOutcome outcome)
    {
        var matrix = output.Output;
        for (var j = 0; j < samples.Length; j++)
        {
            var sample = samples[j];
            var first = matrix.Pointer[j];
            // A single output is the probability of the second of two classes.
            if (matrix.Rows == 1)
            {
                outcome.Probabilities![sample] = classes[sample] == 1 ? first : 1 - first;
                outcome.Margins![sample] = first;
                continue;
            }
            outcome.Probabilities![sample] = matrix.Pointer[((nint)classes[sample] * matrix.Stride) + j];
            outcome.Margins![sample] = matrix.Pointer[matrix.Stride + j] - first;
        }
    }
}
