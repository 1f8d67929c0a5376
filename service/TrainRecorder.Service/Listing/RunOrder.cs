using System.Globalization;
using System.Linq.Expressions;
using TrainRecorder.Service.Catalogue.Rows;

namespace TrainRecorder.Service.Listing;

/// <summary>An order of runs. Equal ones follow one another newest first, so that every run has one place.</summary>
internal abstract class RunOrder
{
    private static readonly Dictionary<string, Func<bool, RunOrder>> s_orders = new(StringComparer.Ordinal)
    {
        ["create_time"] = descending => new RunOrder<long>(run => run.CreateRevision, descending),
        ["revision"] = descending => new RunOrder<long>(run => run.Revision, descending),
        ["priority"] = descending => new RunOrder<long>(run => run.Priority, descending),
        ["recording.bytes"] = descending => new RunOrder<long>(run => run.RecordingBytes, descending),
        ["estimate.recording_bytes"] = descending => new RunOrder<long>(run => run.EstimatedBytes, descending),
        ["job.name"] = descending => new RunOrder<string>(run => run.DisplayName, descending),
    };

    /// <summary>The order of a text such as <c>priority desc</c>; null if it is none, with what it must be.</summary>
    public static RunOrder? Parse(string text, out string expected)
    {
        expected = $"must be one of {string.Join(", ", s_orders.Keys)}, with or without asc or desc";
        if (text.Length == 0) return s_orders["create_time"](true);
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var field] when s_orders.TryGetValue(field, out var order) => order(false),
            [var field, "asc"] when s_orders.TryGetValue(field, out var order) => order(false),
            [var field, "desc"] when s_orders.TryGetValue(field, out var order) => order(true),
            _ => null,
        };
    }

    /// <summary>The runs in this order, from behind a place on.</summary>
    public abstract IQueryable<RunRow> Apply(IQueryable<RunRow> runs, RunPlace? behind);

    /// <summary>The place of a run in this order.</summary>
    public abstract RunPlace PlaceOf(RunRow run);
}

/// <summary>Where a run stands in an order.</summary>
/// <param name="Key">What the order looks at, as text.</param>
/// <param name="CreateRevision">The revision of the run's submission.</param>
internal sealed record RunPlace(string Key, long CreateRevision);

/// <inheritdoc/>
internal sealed class RunOrder<T>(Expression<Func<RunRow, T>> key, bool descending) : RunOrder
    where T : notnull
{
    private readonly Func<RunRow, T> _read = key.Compile();

    /// <inheritdoc/>
    public override IQueryable<RunRow> Apply(IQueryable<RunRow> runs, RunPlace? behind)
    {
        if (behind is not null) runs = runs.Where(Behind(behind));
        var ordered = descending ? runs.OrderByDescending(key) : runs.OrderBy(key);
        return ordered.ThenByDescending(run => run.CreateRevision);
    }

    /// <inheritdoc/>
    public override RunPlace PlaceOf(RunRow run) => new(Convert.ToString(_read(run), CultureInfo.InvariantCulture)!, run.CreateRevision);

    private Expression<Func<RunRow, bool>> Behind(RunPlace place)
    {
        var run = key.Parameters[0];
        var last = Expression.Constant((T)Convert.ChangeType(place.Key, typeof(T), CultureInfo.InvariantCulture), typeof(T));
        Expression order = typeof(T) == typeof(string) ? Expression.Call(typeof(string), nameof(string.Compare), [], key.Body, last) : key.Body;
        Expression than = typeof(T) == typeof(string) ? Expression.Constant(0) : last;
        var later = descending ? Expression.LessThan(order, than) : Expression.GreaterThan(order, than);
        var older = Expression.LessThan(Expression.Property(run, nameof(RunRow.CreateRevision)), Expression.Constant(place.CreateRevision));
        return Expression.Lambda<Func<RunRow, bool>>(Expression.OrElse(later, Expression.AndAlso(Expression.Equal(key.Body, last), older)), run);
    }
}
