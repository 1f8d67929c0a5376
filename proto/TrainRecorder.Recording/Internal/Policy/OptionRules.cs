using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Policy;

/// <summary>What recording options must satisfy (job.proto).</summary>
internal static partial class OptionRules
{
    private const int MaxPatterns = 1000;
    private const int MaxEpochs = 1_000_000;

    public static IEnumerable<RecordingOptionFault> Faults(RecordingOptions options) =>
    [
        .. OfSchedule(options.Schedule, "schedule"),
        .. OfPatterns(options.Include, "include"),
        .. OfPatterns(options.Exclude, "exclude"),
        .. OfRules(options.Rules),
        .. OfBits(options.HasKeepMantissaBits, options.KeepMantissaBits, "keep_mantissa_bits"),
        .. options.HasMaxBytes ? InRange(options.MaxBytes, 1, long.MaxValue, "max_bytes") : [],
    ];

    /// <summary>Patterns that match no column of a layer: almost always a misspelt name.</summary>
    public static IEnumerable<RecordingOptionFault> Unmatched(RecordingOptions options, IReadOnlyList<ColumnInfo> columns)
    {
        string[] paths = [.. columns.Where(StandardColumns.IsOfLayer).Select(column => column.Path)];
        IEnumerable<(string Pattern, string Field)> patterns =
        [
            .. options.Include.Select((pattern, i) => (pattern, $"include[{i}]")),
            .. options.Exclude.Select((pattern, i) => (pattern, $"exclude[{i}]")),
            .. options.Rules.SelectMany((rule, i) => rule.Match.Select((pattern, j) => (pattern, $"rules[{i}].match[{j}]"))),
        ];
        return from entry in patterns
               where Pattern().IsMatch(entry.Pattern) && !paths.Any(path => ColumnPattern.IsMatch(entry.Pattern, path))
               select new RecordingOptionFault(entry.Field, $"'{entry.Pattern}' matches no column; there are {string.Join(", ", paths.Take(12))}{(paths.Length > 12 ? " …" : "")}");
    }

    private static IEnumerable<RecordingOptionFault> OfRules(RepeatedField<ColumnRule> rules)
    {
        if (rules.Count > MaxPatterns)
        {
            yield return new("rules", Invariant($"has {rules.Count} entries, at most {MaxPatterns} are allowed"));
            yield break;
        }

        for (int i = 0; i < rules.Count; i++)
        {
            string field = Invariant($"rules[{i}]");
            if (rules[i].Match.Count == 0)
            {
                yield return new($"{field}.match", "needs at least one pattern");
            }

            foreach (RecordingOptionFault fault in OfPatterns(rules[i].Match, $"{field}.match")
                .Concat(OfSchedule(rules[i].Schedule, $"{field}.schedule"))
                .Concat(OfBits(rules[i].HasKeepMantissaBits, rules[i].KeepMantissaBits, $"{field}.keep_mantissa_bits")))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<RecordingOptionFault> OfPatterns(RepeatedField<string> patterns, string field)
    {
        if (patterns.Count > MaxPatterns)
        {
            return [new(field, Invariant($"has {patterns.Count} entries, at most {MaxPatterns} are allowed"))];
        }

        return patterns
            .Select((pattern, i) => (pattern, i))
            .Where(entry => !Pattern().IsMatch(entry.pattern))
            .Select(entry => new RecordingOptionFault(Invariant($"{field}[{entry.i}]"), "is not a pattern such as '*.weight': letters a to z, digits, '_', '.' and '*'"));
    }

    private static IEnumerable<RecordingOptionFault> OfSchedule(Schedule? schedule, string field) => schedule is null
        ? []
        :
        [
            .. schedule.HasEvery ? InRange(schedule.Every, 1, MaxEpochs, $"{field}.every") : [],
            .. schedule.HasDenseUntil ? InRange(schedule.DenseUntil, 0, MaxEpochs, $"{field}.dense_until") : [],
        ];

    private static IEnumerable<RecordingOptionFault> OfBits(bool isSet, int bits, string field) =>
        isSet ? InRange(bits, 1, MantissaRounding.AllBits, field) : [];

    private static IEnumerable<RecordingOptionFault> InRange(long value, long least, long most, string field)
    {
        if (value < least || value > most)
        {
            string range = most == long.MaxValue ? Invariant($"at least {least}") : Invariant($"{least} to {most}");
            yield return new(field, Invariant($"is {value}, must be {range}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[a-z0-9_.*]{1,130}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
