using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Losses;

/// <summary>What an output says.</summary>
internal static unsafe class Prediction
{
    /// <summary>The class of a single output of a sample: the second above 0.5, the first elsewhere. Of several, that of the largest output; the first of several, the first NaN if there is one (as PyTorch's <c>argmax</c>).</summary>
    /// <param name="output"><c>[units, samples]</c>.</param>
    /// <param name="sample">The column.</param>
    public static int Class(Matrix output, int sample)
    {
        var value = output.Pointer + sample;
        if (output.Rows == 1) return *value > 0.5f ? 1 : 0;
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
