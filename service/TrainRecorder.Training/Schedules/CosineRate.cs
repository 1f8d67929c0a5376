using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>η_min + (base − η_min)(1 + cos(π epochs / t_max)) / 2, PyTorch's <c>CosineAnnealingLR</c> (Loshchilov and Hutter 2017, arXiv 1608.03983).</summary>
internal sealed class CosineRate(CosineSchedule options, double rate) : RateSchedule
{
    /// <inheritdoc/>
    public override double Rate(int epochs, long steps)
    {
        // The cosine has come round after 2 t_max epochs.
        var turns = epochs % (2L * options.TMax) / (2.0 * options.TMax);
        return options.EtaMin + ((rate - options.EtaMin) * (1 + DoubleMath.OfTurns(turns).Cosine) / 2);
    }
}
