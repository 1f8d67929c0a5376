using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>data</c>, but for the task, which depends on the network too.</summary>
internal static class DataRules
{
    private const double DefaultFraction = 0.2;

    /// <summary>The names of normalisations.</summary>
    public static IReadOnlyList<string> Normalizations { get; } = ["standard", "min_max", "none"];

    /// <summary>Checks the data, makes its defaults explicit, and says what is known of it.</summary>
    public static DataFacts Resolve(Data? data, DatasetSchemas datasets, Violations violations)
    {
        if (data is null)
        {
            violations.Add("data", "Is missing: say what to learn from.");
            return DataFacts.None;
        }
        var generated = data.SourceCase == Data.SourceOneofCase.Generate;
        var given = data.ValidationDataset.Length > 0 || data.ValidationFile.Length > 0;
        if (!data.HasValidationFraction)
        {
            if (!given) data.ValidationFraction = DefaultFraction;
        }
        else if (given)
        {
            violations.Add("data.validation_fraction", "Both a share for validation and a validation set are given; give one of them.");
        }
        else if (!IsFraction(data.ValidationFraction))
        {
            violations.Add("data.validation_fraction", $"Must be above 0 and at most 0.9, but is {data.ValidationFraction:R}.");
        }
        if (data.Normalization.Length == 0) data.Normalization = generated ? "none" : "standard";
        else violations.IsKnown("data.normalization", data.Normalization, Normalizations);

        var facts = generated ? GeneratorRules.Facts(data, violations) : TableRules.Facts(data, datasets, violations);
        return Split(data, facts, generated, violations);
    }

    private static bool IsFraction(double fraction) => fraction is > 0 and <= Limits.ValidationFraction;

    private static DataFacts Split(Data data, DataFacts facts, bool generated, Violations violations)
    {
        if (facts.Samples is not { } samples) return facts;
        var field = generated ? $"data.generate.{GeneratorRules.Kind(data.Generate)}.samples" : "data";
        if (facts.Features is { } features && (samples + (facts.ValidationSamples ?? 0)) * features > Limits.DataValues)
            violations.Add(field, $"{samples + (facts.ValidationSamples ?? 0)} samples of {features} features are more than {Limits.DataValues} values, which is the limit.");
        if (facts.ValidationSamples is not null || !data.HasValidationFraction || !IsFraction(data.ValidationFraction)) return facts;
        var held = SplitSize.Validation(samples, data.ValidationFraction);
        if (held < 1) violations.Add("data.validation_fraction", $"{data.ValidationFraction:R} of {samples} samples leaves none for validation.");
        else if (held >= samples) violations.Add("data.validation_fraction", $"{data.ValidationFraction:R} of {samples} samples leaves none for training.");
        else return facts with { ValidationSamples = held };
        return facts;
    }
}
