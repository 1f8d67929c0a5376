using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>Grows evenly from the start factor to 1 over some epochs or steps, PyTorch's <c>LinearLR</c>.</summary>
internal static class WarmupFactor
{
    /// <summary>The factor of the next step.</summary>
    /// <param name="warmup">In full; null: there is none.</param>
    /// <param name="epochs">Epochs done.</param>
    /// <param name="steps">Steps done.</param>
    public static double Of(Warmup? warmup, int epochs, long steps)
    {
        if (warmup is null) return 1;
        var (done, length) = warmup.LengthCase == Warmup.LengthOneofCase.Epochs ? (epochs, warmup.Epochs) : (steps, warmup.Steps);
        return done >= length ? 1 : warmup.StartFactor + ((1 - warmup.StartFactor) * done / length);
    }
}
