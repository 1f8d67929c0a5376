using TrainRecorder.Recording.Internal.Policy;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>A fault in a job's recording options.</summary>
/// <param name="Field">Its path below the options: <c>rules[1].schedule.every</c>.</param>
/// <param name="Message">What is wrong.</param>
public readonly record struct RecordingOptionFault(string Field, string Message);

/// <summary>What a job asks to be recorded, applied to the columns that there are. What comes out stands in the manifest, and is all that writing needs.</summary>
public static class RecordingPolicy
{
    /// <summary>Everything that is wrong with the options, as far as it can be said without the columns.</summary>
    public static IReadOnlyList<RecordingOptionFault> Validate(RecordingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. OptionRules.Faults(options)];
    }

    /// <summary>Everything that is wrong with the options for these columns: patterns that match none.</summary>
    /// <param name="columns">All columns that could be recorded (<see cref="StandardColumns.For"/>).</param>
    public static IReadOnlyList<RecordingOptionFault> Validate(RecordingOptions options, IReadOnlyList<ColumnInfo> columns)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(columns);
        return [.. OptionRules.Faults(options), .. OptionRules.Unmatched(options, columns)];
    }

    /// <summary>The columns that will be recorded: those asked for, each with its schedule and precision.</summary>
    /// <param name="options">Valid ones (<see cref="Validate(RecordingOptions)"/>).</param>
    /// <param name="columns">All columns that could be recorded (<see cref="StandardColumns.For"/>); they are not changed.</param>
    public static IReadOnlyList<ColumnInfo> Apply(RecordingOptions options, IReadOnlyList<ColumnInfo> columns)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(columns);
        ColumnPattern include = new(options.Include), exclude = new(options.Exclude);
        (ColumnPattern Match, ColumnRule Rule)[] rules = [.. options.Rules.Select(rule => (new ColumnPattern(rule.Match), rule))];
        List<ColumnInfo> kept = [];
        foreach (ColumnInfo column in columns)
        {
            ColumnInfo changed = column.Clone();
            if (StandardColumns.IsOfLayer(column))
            {
                if ((options.Include.Count > 0 && !include.IsMatch(column.Path)) || exclude.IsMatch(column.Path))
                {
                    continue;
                }

                ColumnRule? rule = rules.FirstOrDefault(rule => rule.Match.IsMatch(column.Path)).Rule;
                Change(changed, rule?.Schedule ?? options.Schedule, Bits(rule, options));
            }

            kept.Add(changed);
        }

        return kept;
    }

    /// <summary>Bytes of a recording before compression: an upper bound for its size, but for findings and a little framing.</summary>
    /// <param name="columns">The columns that will be recorded (<see cref="Apply"/>).</param>
    /// <param name="lastEpoch">The last epoch: 0 is recorded too.</param>
    public static long Estimate(IReadOnlyList<ColumnInfo> columns, int lastEpoch)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(lastEpoch);
        return columns.Sum(column => ColumnSize.OfRow(column) * (RecordingSchedule.TryParse(column.Schedule) ?? RecordingSchedule.Always).Count(lastEpoch));
    }

    private static int Bits(ColumnRule? rule, RecordingOptions options) =>
        rule is { HasKeepMantissaBits: true } ? rule.KeepMantissaBits : options.HasKeepMantissaBits ? options.KeepMantissaBits : 0;

    private static void Change(ColumnInfo column, Schedule? schedule, int bits)
    {
        // What is recorded once or never stays so.
        if (schedule is not null && column.Schedule == StandardColumns.Every)
        {
            column.Schedule = RecordingSchedule.Of(schedule.HasEvery ? schedule.Every : 1, schedule.DenseUntil).ToString();
        }

        if (column.Type == "list<float>" && bits < MantissaRounding.AllBits)
        {
            column.KeepMantissaBits = bits;
        }
    }
}
