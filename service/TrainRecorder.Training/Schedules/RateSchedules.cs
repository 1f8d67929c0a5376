using TrainRecorder.Training.Epochs;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Schedules;

/// <summary>The schedules there are.</summary>
internal static class RateSchedules
{
    /// <summary>As jobs name them.</summary>
    public const string Names = "step, exponential, cosine, one_cycle, plateau";

    /// <summary>One of the ways in which a one-cycle schedule goes from rate to rate.</summary>
    public const string Linear = "linear";

    /// <summary>A threshold that is a share of the best.</summary>
    public const string Relative = "rel";

    /// <summary>The schedule of a resolved job, without its warm-up.</summary>
    /// <param name="schedule">In full; null: the rate stays.</param>
    /// <param name="rate">The optimiser's learning rate.</param>
    /// <param name="totalSteps">Steps of the whole training.</param>
    public static RateSchedule Create(LearningRateSchedule? schedule, double rate, long totalSteps) => schedule?.KindCase switch
    {
        LearningRateSchedule.KindOneofCase.Step => new StepRate(schedule.Step, rate),
        LearningRateSchedule.KindOneofCase.Exponential => new ExponentialRate(schedule.Exponential, rate),
        LearningRateSchedule.KindOneofCase.Cosine => new CosineRate(schedule.Cosine, rate),
        LearningRateSchedule.KindOneofCase.OneCycle => new OneCycleRate(schedule.OneCycle, totalSteps),
        LearningRateSchedule.KindOneofCase.Plateau => new PlateauRate(schedule.Plateau, rate, Monitored.Parse(schedule.Plateau.Monitor).HigherIsBetter),
        _ => new ConstantRate(rate),
    };
}
