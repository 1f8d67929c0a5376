using TrainRecorder.Training.Schedules;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>training.schedule</c> and <c>training.warmup</c>, but for what is monitored, which depends on the task; defaults are PyTorch's.</summary>
internal static class ScheduleRules
{
    private const string Path = "training.schedule";

    /// <summary>Checks schedule and warm-up and makes their defaults explicit.</summary>
    /// <param name="training">With a resolved optimiser.</param>
    /// <param name="violations">Where faults go.</param>
    public static void Resolve(V1.Training training, Violations violations)
    {
        if (training.Warmup is { } warmup) Resolve(warmup, violations);
        if (training.Schedule is not { } schedule) return;
        switch (schedule.KindCase)
        {
            case LearningRateSchedule.KindOneofCase.Step: Resolve(schedule.Step, violations); break;
            case LearningRateSchedule.KindOneofCase.Exponential: Resolve(schedule.Exponential, violations); break;
            case LearningRateSchedule.KindOneofCase.Cosine: Resolve(schedule.Cosine, training.Epochs, violations); break;
            case LearningRateSchedule.KindOneofCase.OneCycle: Resolve(schedule.OneCycle, OptimizerRules.LearningRate(training.Optimizer), violations); break;
            case LearningRateSchedule.KindOneofCase.Plateau: Resolve(schedule.Plateau, violations); break;
            default: violations.Add(Path, $"Exactly one kind of schedule must be given; known: {RateSchedules.Names}."); break;
        }
    }

    private static void Resolve(Warmup warmup, Violations violations)
    {
        const long most = 1_000_000_000_000;
        switch (warmup.LengthCase)
        {
            case Warmup.LengthOneofCase.Epochs: violations.InRange("training.warmup.epochs", warmup.Epochs, 1, Limits.Epochs); break;
            case Warmup.LengthOneofCase.Steps: violations.InRange("training.warmup.steps", warmup.Steps, 1, most); break;
            default: violations.Add("training.warmup", "Exactly one of epochs and steps must be given."); break;
        }
        if (!warmup.HasStartFactor) warmup.StartFactor = 1.0 / 3;
        violations.Between("training.warmup.start_factor", warmup.StartFactor, 0, 1, closed: true);
    }

    private static void Resolve(StepSchedule step, Violations violations)
    {
        if (!step.HasStepSize) violations.Add($"{Path}.step.step_size", "Is missing: say how many epochs lie between two changes.");
        else violations.InRange($"{Path}.step.step_size", step.StepSize, 1, Limits.Epochs);
        if (!step.HasGamma) step.Gamma = 0.1;
        violations.Above($"{Path}.step.gamma", step.Gamma, 0);
    }

    private static void Resolve(ExponentialSchedule exponential, Violations violations)
    {
        if (!exponential.HasGamma) violations.Add($"{Path}.exponential.gamma", "Is missing: say by what the rate is multiplied each epoch.");
        else violations.Above($"{Path}.exponential.gamma", exponential.Gamma, 0);
    }

    private static void Resolve(CosineSchedule cosine, int epochs, Violations violations)
    {
        if (!cosine.HasTMax) cosine.TMax = Math.Clamp(epochs, 1, Limits.Epochs);
        violations.InRange($"{Path}.cosine.t_max", cosine.TMax, 1, Limits.Epochs);
        if (!cosine.HasEtaMin) cosine.EtaMin = 0;
        violations.AtLeast($"{Path}.cosine.eta_min", cosine.EtaMin, 0);
    }

    private static void Resolve(OneCycleSchedule cycle, double rate, Violations violations)
    {
        const string path = $"{Path}.one_cycle";
        if (cycle.HasMaxLr) violations.Above($"{path}.max_lr", cycle.MaxLr, 0);
        else cycle.MaxLr = rate;
        if (!cycle.HasPctStart) cycle.PctStart = 0.3;
        violations.Between($"{path}.pct_start", cycle.PctStart, 0, 1);
        if (cycle.AnnealStrategy.Length == 0) cycle.AnnealStrategy = "cos";
        violations.IsKnown($"{path}.anneal_strategy", cycle.AnnealStrategy, ["cos", RateSchedules.Linear]);
        if (!cycle.HasCycleMomentum) cycle.CycleMomentum = true;
        if (!cycle.HasBaseMomentum) cycle.BaseMomentum = 0.85;
        violations.HalfOpen($"{path}.base_momentum", cycle.BaseMomentum, 0, 1);
        if (!cycle.HasMaxMomentum) cycle.MaxMomentum = 0.95;
        violations.HalfOpen($"{path}.max_momentum", cycle.MaxMomentum, 0, 1);
        if (!cycle.HasDivFactor) cycle.DivFactor = 25;
        violations.Above($"{path}.div_factor", cycle.DivFactor, 0);
        if (!cycle.HasFinalDivFactor) cycle.FinalDivFactor = 10_000;
        violations.Above($"{path}.final_div_factor", cycle.FinalDivFactor, 0);
    }

    private static void Resolve(PlateauSchedule plateau, Violations violations)
    {
        const string path = $"{Path}.plateau";
        if (!plateau.HasFactor) plateau.Factor = 0.1;
        violations.Between($"{path}.factor", plateau.Factor, 0, 1);
        if (!plateau.HasPatience) plateau.Patience = 10;
        violations.InRange($"{path}.patience", plateau.Patience, 0, Limits.Epochs);
        if (!plateau.HasThreshold) plateau.Threshold = 1e-4;
        violations.AtLeast($"{path}.threshold", plateau.Threshold, 0);
        if (plateau.ThresholdMode.Length == 0) plateau.ThresholdMode = RateSchedules.Relative;
        violations.IsKnown($"{path}.threshold_mode", plateau.ThresholdMode, [RateSchedules.Relative, "abs"]);
        if (!plateau.HasCooldown) plateau.Cooldown = 0;
        violations.InRange($"{path}.cooldown", plateau.Cooldown, 0, Limits.Epochs);
        if (!plateau.HasMinLr) plateau.MinLr = 0;
        violations.AtLeast($"{path}.min_lr", plateau.MinLr, 0);
        if (!plateau.HasEpsilon) plateau.Epsilon = 1e-8;
        violations.AtLeast($"{path}.epsilon", plateau.Epsilon, 0);
    }
}
