using System.Globalization;
using Google.Rpc;

namespace TrainRecorder.Training.Validation;

/// <summary>Collects what is wrong with a job.</summary>
internal sealed class Violations
{
    private readonly List<BadRequest.Types.FieldViolation> _list = [];

    /// <summary>All of them, in the order in which they were found.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> All => _list;

    /// <summary>How many there are.</summary>
    public int Count => _list.Count;

    /// <summary>Notes one.</summary>
    public void Add(string field, string description) =>
        _list.Add(new BadRequest.Types.FieldViolation { Field = field, Description = description });

    /// <summary>Notes a whole number outside its range.</summary>
    public bool InRange(string field, long value, long low, long high)
    {
        if (value >= low && value <= high) return true;
        Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be {low} to {high}, but is {value}."));
        return false;
    }

    /// <summary>Notes a number that is not above <paramref name="low"/>, or not finite.</summary>
    public void Above(string field, double value, double low)
    {
        if (!(value > low) || !double.IsFinite(value))
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be above {low} and finite, but is {value}."));
    }

    /// <summary>Notes a number that is not finite as a float, or not above <paramref name="low"/> if that is given.</summary>
    public void Finite(string field, double value, double? low = null)
    {
        var single = (float)value;
        if (float.IsFinite(single) && (low is not { } bound || single > bound)) return;
        var above = low is { } least ? string.Create(CultureInfo.InvariantCulture, $"above {least} and ") : "";
        Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be {above}finite as a float, but is {value}."));
    }

    /// <summary>Notes a number outside [low, high).</summary>
    public void HalfOpen(string field, double value, double low, double high)
    {
        if (!(value >= low && value < high))
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be at least {low} and below {high}, but is {value}."));
    }

    /// <summary>Notes a number below <paramref name="low"/>, or not finite.</summary>
    public void AtLeast(string field, double value, double low)
    {
        if (!(value >= low) || !double.IsFinite(value))
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be at least {low} and finite, but is {value}."));
    }

    /// <summary>Notes a number outside (low, high), or with <paramref name="closed"/> (low, high].</summary>
    public void Between(string field, double value, double low, double high, bool closed = false)
    {
        if (!(value > low && (closed ? value <= high : value < high)))
            Add(field, string.Create(CultureInfo.InvariantCulture, $"Must be above {low} and {(closed ? "at most" : "below")} {high}, but is {value}."));
    }

    /// <summary>Notes a kind that is not known.</summary>
    public bool IsKnown(string field, string value, IEnumerable<string> known)
    {
        if (known.Contains(value, StringComparer.Ordinal)) return true;
        Add(field, $"'{value}' is not known; known: {string.Join(", ", known)}.");
        return false;
    }
}
