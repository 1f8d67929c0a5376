using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>data.generate</c>.</summary>
internal static class GeneratorRules
{
    /// <summary>The name of the kind that is given.</summary>
    public static string Kind(Generator generator) => generator.KindCase == Generator.KindOneofCase.Teacher ? "teacher" : "xor";

    /// <summary>Checks a generator and says what data it makes.</summary>
    public static DataFacts Facts(Data data, Violations violations)
    {
        if (data.Label.Length > 0) violations.Add("data.label", "Generated data has its own label; leave this out.");
        switch (data.Generate.KindCase)
        {
            case Generator.KindOneofCase.Teacher:
                return Facts(data.Generate.Teacher, violations);
            case Generator.KindOneofCase.Xor:
                var valid = violations.InRange("data.generate.xor.samples", data.Generate.Xor.Samples, 2, Limits.GeneratedSamples);
                return new DataFacts(valid ? data.Generate.Xor.Samples : null, 2, Label(2));
            default:
                violations.Add("data.generate", "Exactly one of teacher and xor must be given.");
                return DataFacts.None;
        }
    }

    private static DataFacts Facts(Teacher teacher, Violations violations)
    {
        var features = violations.InRange("data.generate.teacher.features", teacher.Features, 1, Limits.Features);
        var classes = violations.InRange("data.generate.teacher.classes", teacher.Classes, 2, Limits.Classes);
        var samples = violations.InRange("data.generate.teacher.samples", teacher.Samples, 2, Limits.GeneratedSamples);
        if (features && classes && (long)teacher.Features * teacher.Classes > Limits.Parameters)
            violations.Add("data.generate.teacher.classes", $"Features times classes must be at most {Limits.Parameters}, the size of the largest network.");
        return new DataFacts(samples ? teacher.Samples : null, features ? teacher.Features : null, classes ? Label(teacher.Classes) : null);
    }

    private static LabelFacts Label(int classes) => new("label", ColumnTypes.Number, classes, Whole: true);
}
