using System.Globalization;
using System.Linq.Expressions;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Listing.Filters;

/// <summary>Makes a filter a condition that the database evaluates.</summary>
internal static class RunFilter
{
    private static readonly string[] s_moments = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The condition of a filter.</summary>
    /// <exception cref="FilterException">There is no such field, or it cannot be compared so.</exception>
    public static Expression<Func<RunRow, bool>> Compile(FilterNode node)
    {
        var run = Expression.Parameter(typeof(RunRow), "run");
        return Expression.Lambda<Func<RunRow, bool>>(Condition(node, run), run);
    }

    private static Expression Condition(FilterNode node, ParameterExpression run) => node switch
    {
        AllOf all => all.Parts.Select(part => Condition(part, run)).Aggregate(Expression.AndAlso),
        AnyOf any => any.Parts.Select(part => Condition(part, run)).Aggregate(Expression.OrElse),
        Negation negation => Expression.Not(Condition(negation.Part, run)),
        Comparison comparison => Condition(comparison, run),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    private static Expression Condition(Comparison comparison, ParameterExpression run)
    {
        var lambda = RunFields.Find(comparison.Field.Text)
            ?? throw new FilterException(comparison.Field.Position, $"there is no field {comparison.Field.Text}; there are: {string.Join(", ", RunFields.Names)}");
        var field = new Replace(lambda.Parameters[0], run).Visit(lambda.Body);
        if (field.Type == typeof(string)) return OfText(comparison, field);
        if (comparison.Operator.Text == ":") throw new FilterException(comparison.Operator.Position, $"{comparison.Field.Text} is no text: ':' looks into text only");
        if (field.Type.IsEnum) return OfName(comparison, field);
        return field.Type == typeof(DateTimeOffset?) ? OfMoment(comparison, field) : OfNumber(comparison, field);
    }

    private static Expression OfText(Comparison comparison, Expression field)
    {
        var value = Parameter(comparison.Value.Text);
        return comparison.Operator.Text switch
        {
            // Whatever the case, in ASCII: the database knows no more.
            ":" => Expression.Call(
                Expression.Call(field, nameof(string.ToLower), []), nameof(string.Contains), [], Parameter(comparison.Value.Text.ToLowerInvariant())),
            "=" => Expression.Equal(field, value),
            "!=" => Expression.NotEqual(field, value),
            _ => Ordered(comparison, Expression.Call(typeof(string), nameof(string.Compare), [], field, value), Expression.Constant(0)),
        };
    }

    private static BinaryExpression OfName(Comparison comparison, Expression field)
    {
        var names = field.Type == typeof(RunState)
            ? Enum.GetValues<RunState>().ToDictionary(state => state.ToString().ToUpperInvariant(), state => (object)state)
            : Enum.GetValues<RecordingState>().ToDictionary(state => state.ToString().ToUpperInvariant(), state => (object)state);
        names.Remove("UNSPECIFIED");
        if (!names.TryGetValue(comparison.Value.Text, out var state))
            throw new FilterException(comparison.Value.Position, $"{comparison.Field.Text} is one of {string.Join(", ", names.Keys)}");
        return comparison.Operator.Text switch
        {
            "=" => Expression.Equal(field, Expression.Constant(state, field.Type)),
            "!=" => Expression.NotEqual(field, Expression.Constant(state, field.Type)),
            _ => throw new FilterException(comparison.Operator.Position, $"{comparison.Field.Text} has no order: only = and != can be asked"),
        };
    }

    private static BinaryExpression OfNumber(Comparison comparison, Expression field)
    {
        const NumberStyles style = NumberStyles.Float;
        if (!double.TryParse(comparison.Value.Text, style, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw new FilterException(comparison.Value.Position, $"{comparison.Field.Text} is compared with a number");
        if (field.Type == typeof(long) && long.TryParse(comparison.Value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return Ordered(comparison, field, Parameter(whole));
        return Ordered(comparison, Expression.Convert(field, typeof(double)), Parameter(number));
    }

    private static BinaryExpression OfMoment(Comparison comparison, Expression field)
    {
        if (!DateTimeOffset.TryParseExact(
                comparison.Value.Text, s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            throw new FilterException(comparison.Value.Position, $"{comparison.Field.Text} is compared with a moment such as 2026-11-24T02:00:00Z or 2026-11-24");
        }

        var known = Expression.NotEqual(field, Expression.Constant(null, typeof(DateTimeOffset?)));
        return Expression.AndAlso(known, Ordered(comparison, field, Expression.Convert(Parameter(moment), typeof(DateTimeOffset?))));
    }

    private static BinaryExpression Ordered(Comparison comparison, Expression left, Expression right) => comparison.Operator.Text switch
    {
        "=" => Expression.Equal(left, right),
        "!=" => Expression.NotEqual(left, right),
        "<" => Expression.LessThan(left, right),
        "<=" => Expression.LessThanOrEqual(left, right),
        ">" => Expression.GreaterThan(left, right),
        ">=" => Expression.GreaterThanOrEqual(left, right),
        var other => throw new ArgumentOutOfRangeException(nameof(comparison), other, null),
    };

    // As a captured variable is: so that a value becomes a parameter of the query, never a part of its text, and queries are cached by their form.
    private static MemberExpression Parameter<T>(T value) => Expression.Field(Expression.Constant(new Box<T>(value)), nameof(Box<T>.Value));

    private sealed class Box<T>(T value)
    {
        public readonly T Value = value;
    }

    private sealed class Replace(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
