using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>diagnostics</c>.</summary>
internal static class DiagnosticsRules
{
    private const string Path = "diagnostics";

    /// <summary>Checks the thresholds and makes the defaults explicit.</summary>
    public static void Resolve(Job job, Violations violations)
    {
        var all = job.Diagnostics ??= new V1.Diagnostics();
        if (!all.HasOff) all.Off = false;
        Share("dead_units", all.DeadUnits ??= new(), 0.5);
        Share("saturated_units", all.SaturatedUnits ??= new(), 0.75);
        Share("dormant_units", all.DormantUnits ??= new(), 0.5);
        violations.Above($"{Path}.vanishing_gradients.threshold", Threshold(all.VanishingGradients ??= new(), 1e-7), 0);
        violations.Above($"{Path}.exploding_gradients.threshold", Threshold(all.ExplodingGradients ??= new(), 1e6), 0);
        violations.AtLeast($"{Path}.non_finite_values.threshold", Threshold(all.NonFiniteValues ??= new(), 0), 0);
        violations.Above($"{Path}.poor_initialization.threshold", Threshold(all.PoorInitialization ??= new(), 10), 1);
        violations.AtLeast($"{Path}.layer_collapse.threshold", Threshold(all.LayerCollapse ??= new(), 1.05), 0);
        var falling = Window("loss_not_falling", all.LossNotFalling ??= new(), 0.01);
        if (!double.IsFinite(falling)) violations.Add($"{Path}.loss_not_falling.threshold", "Must be finite.");
        violations.Above($"{Path}.overfitting.threshold", Window("overfitting", all.Overfitting ??= new(), 0.25), 0);
        Resolve(all.UpdateRatio ??= new(), violations);

        void Share(string name, DiagnosticRule rule, double threshold) => violations.HalfOpen($"{Path}.{name}.threshold", Threshold(rule, threshold), 0, 1);

        double Window(string name, WindowRule rule, double threshold)
        {
            const int mostEpochs = 1_000;
            if (!rule.HasOff) rule.Off = false;
            if (!rule.HasStop) rule.Stop = false;
            if (!rule.HasThreshold) rule.Threshold = threshold;
            if (!rule.HasEpochs) rule.Epochs = 5;
            violations.InRange($"{Path}.{name}.epochs", rule.Epochs, 1, mostEpochs);
            return rule.Threshold;
        }
    }

    private static double Threshold(DiagnosticRule rule, double threshold)
    {
        if (!rule.HasOff) rule.Off = false;
        if (!rule.HasStop) rule.Stop = false;
        if (!rule.HasThreshold) rule.Threshold = threshold;
        return rule.Threshold;
    }

    private static void Resolve(RangeRule ratio, Violations violations)
    {
        if (!ratio.HasOff) ratio.Off = false;
        if (!ratio.HasStop) ratio.Stop = false;
        if (!ratio.HasLow) ratio.Low = 1e-9;
        violations.AtLeast($"{Path}.update_ratio.low", ratio.Low, 0);
        if (!ratio.HasHigh) ratio.High = 1;
        violations.Above($"{Path}.update_ratio.high", ratio.High, double.IsFinite(ratio.Low) ? ratio.Low : 0);
    }
}
