using System.Globalization;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>data.generate</c>.</summary>
internal static class GeneratorRules
{
    private const double Noise = 100;

    /// <summary>The name of the kind that is given.</summary>
    public static string Kind(Generator generator) => generator.KindCase.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <summary>Checks a generator, makes its defaults explicit, and says what data it makes.</summary>
    public static DataFacts Facts(Data data, Violations violations)
    {
        foreach (var (field, value) in ((string, string)[])
        [
            ("label_file", data.LabelFile), ("label_dataset", data.LabelDataset), ("validation_file", data.ValidationFile),
            ("validation_dataset", data.ValidationDataset), ("validation_label_file", data.ValidationLabelFile),
            ("validation_label_dataset", data.ValidationLabelDataset), ("missing", data.Missing),
        ])
        {
            if (value.Length > 0) violations.Add($"data.{field}", "Is for data of files; generated data has none.");
        }
        if (data.Label.Length > 0) violations.Add("data.label", "Generated data has its own label; leave this out.");
        var generator = data.Generate;
        var path = $"data.generate.{Kind(generator)}";
        switch (generator.KindCase)
        {
            case Generator.KindOneofCase.Teacher: return Facts(path, generator.Teacher, violations);
            case Generator.KindOneofCase.Xor: return Facts(path, generator.Xor.Samples, 2, 2, violations);
            case Generator.KindOneofCase.Spirals: return Facts(path, generator.Spirals, violations);
            case Generator.KindOneofCase.Circles: return Facts(path, generator.Circles, violations);
            case Generator.KindOneofCase.Moons:
                if (!generator.Moons.HasNoise) generator.Moons.Noise = 0;
                CheckNoise($"{path}.noise", generator.Moons.Noise, violations);
                return Facts(path, generator.Moons.Samples, 2, 2, violations);
            case Generator.KindOneofCase.Blobs: return Facts(path, generator.Blobs, violations);
            case Generator.KindOneofCase.Regression: return Facts(path, generator.Regression, violations);
            default:
                violations.Add("data.generate", $"Exactly one kind must be given; known: {string.Join(", ", Generator.Descriptor.Oneofs[0].Fields.Select(field => field.Name))}.");
                return DataFacts.None;
        }
    }

    private static DataFacts Facts(string path, Teacher teacher, Violations violations)
    {
        var features = violations.InRange($"{path}.features", teacher.Features, 1, Limits.Features);
        var classes = violations.InRange($"{path}.classes", teacher.Classes, 2, Limits.Classes);
        CheckProduct(path, features && classes, teacher.Features, teacher.Classes, violations);
        return Facts(path, teacher.Samples, features ? teacher.Features : null, classes ? teacher.Classes : null, violations);
    }

    private static DataFacts Facts(string path, Spirals spirals, Violations violations)
    {
        if (!spirals.HasClasses) spirals.Classes = 2;
        if (!spirals.HasTurns) spirals.Turns = 1.5;
        if (!spirals.HasNoise) spirals.Noise = 0;
        const int most = 100;
        var classes = violations.InRange($"{path}.classes", spirals.Classes, 2, most);
        if (!(spirals.Turns is > 0 and <= most)) violations.Add($"{path}.turns", string.Create(CultureInfo.InvariantCulture, $"Must be above 0 and at most {most}, but is {spirals.Turns}."));
        CheckNoise($"{path}.noise", spirals.Noise, violations);
        return Facts(path, spirals.Samples, 2, classes ? spirals.Classes : null, violations);
    }

    private static DataFacts Facts(string path, Circles circles, Violations violations)
    {
        if (!circles.HasFactor) circles.Factor = 0.5;
        if (!circles.HasNoise) circles.Noise = 0;
        if (!(circles.Factor is > 0 and < 1)) violations.Add($"{path}.factor", string.Create(CultureInfo.InvariantCulture, $"Must be above 0 and below 1, but is {circles.Factor}."));
        CheckNoise($"{path}.noise", circles.Noise, violations);
        return Facts(path, circles.Samples, 2, 2, violations);
    }

    private static DataFacts Facts(string path, Blobs blobs, Violations violations)
    {
        if (!blobs.HasFeatures) blobs.Features = 2;
        if (!blobs.HasClasses) blobs.Classes = 3;
        if (!blobs.HasDeviation) blobs.Deviation = 1;
        if (!blobs.HasBox) blobs.Box = 10;
        const int largest = 1_000;
        var features = violations.InRange($"{path}.features", blobs.Features, 1, Limits.Features);
        var classes = violations.InRange($"{path}.classes", blobs.Classes, 2, Limits.Classes);
        CheckProduct(path, features && classes, blobs.Features, blobs.Classes, violations);
        CheckNoise($"{path}.deviation", blobs.Deviation, violations);
        if (!(blobs.Box is > 0 and <= largest)) violations.Add($"{path}.box", string.Create(CultureInfo.InvariantCulture, $"Must be above 0 and at most {largest}, but is {blobs.Box}."));
        return Facts(path, blobs.Samples, features ? blobs.Features : null, classes ? blobs.Classes : null, violations);
    }

    private static DataFacts Facts(string path, Regression regression, Violations violations)
    {
        if (!regression.HasNoise) regression.Noise = 0;
        var features = violations.InRange($"{path}.features", regression.Features, 1, Limits.Features);
        CheckNoise($"{path}.noise", regression.Noise, violations);
        var samples = violations.InRange($"{path}.samples", regression.Samples, 2, Limits.GeneratedSamples);
        return new DataFacts(
            samples ? regression.Samples : null, features ? regression.Features : null, new LabelFacts("label", ColumnTypes.Number, TableLimits.Distinct + 1, Whole: false));
    }

    private static DataFacts Facts(string path, int samples, int? features, int? classes, Violations violations) => new(
        violations.InRange($"{path}.samples", samples, 2, Limits.GeneratedSamples) ? samples : null,
        features,
        classes is { } count ? new LabelFacts("label", ColumnTypes.Number, count, Whole: true) : null);

    private static void CheckProduct(string path, bool valid, int features, int classes, Violations violations)
    {
        if (valid && (long)features * classes > Limits.Parameters)
            violations.Add($"{path}.classes", $"Features times classes must be at most {Limits.Parameters}, the size of the largest network.");
    }

    private static void CheckNoise(string field, double noise, Violations violations)
    {
        if (!(noise is >= 0 and <= Noise)) violations.Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be 0 to {Noise}, but is {noise}."));
    }
}
