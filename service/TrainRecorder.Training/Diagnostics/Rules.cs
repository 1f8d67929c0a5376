namespace TrainRecorder.Training.Diagnostics;

/// <summary>The rules there are.</summary>
internal static class Rules
{
    /// <summary>Those that a resolved job has on, in the order in which they report.</summary>
    public static IReadOnlyList<Rule> Of(V1.Diagnostics options)
    {
        if (options.Off) return [];
        List<Rule> rules = [];
        Add(options.NonFiniteValues, rule => new NonFiniteValues(rule));
        Add(options.ExplodingGradients, rule => new ExplodingGradients(rule));
        Add(options.VanishingGradients, rule => new VanishingGradients(rule));
        Add(options.PoorInitialization, rule => new PoorInitialization(rule));
        Add(options.DeadUnits, rule => new DeadUnits(rule));
        Add(options.SaturatedUnits, rule => new SaturatedUnits(rule));
        Add(options.DormantUnits, rule => new DormantUnits(rule));
        Add(options.LayerCollapse, rule => new LayerCollapse(rule));
        if (!options.UpdateRatio.Off) rules.Add(new UpdateRatioOutOfRange(options.UpdateRatio));
        if (!options.LossNotFalling.Off) rules.Add(new LossNotFalling(options.LossNotFalling));
        if (!options.Overfitting.Off) rules.Add(new Overfitting(options.Overfitting));
        return rules;

        void Add(V1.DiagnosticRule rule, Func<V1.DiagnosticRule, Rule> create)
        {
            if (!rule.Off) rules.Add(create(rule));
        }
    }
}
