using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Losses;

/// <summary>What an output says.</summary>
internal static unsafe class Prediction
{
    /// <summary>The class of the largest output of a sample; the first of several, the first NaN if there is one (as PyTorch's <c>argmax</c>).</summary>
    /// <param name="output"><c>[units, samples]</c>.</param>
    /// <param name="sample">The column.</param>
    public static int Class(Matrix output, int sample)
    {
        var value = output.Pointer + sample;
        var best = *value;
        var index = 0;
        for (var i = 1; i < output.Rows && !float.IsNaN(best); i++)
        {
            value += output.Stride;
            if (*value <= best) continue;
            best = *value;
            index = i;
        }
        return index;
    }
}
