using System.Globalization;

namespace TrainRecorder.Training.Tables;

/// <summary>Numbers and booleans as files write them.</summary>
internal static class NumberText
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>What stands for a missing number: <c>NA</c>, or <c>NaN</c> in any case.</summary>
    public static bool IsNotANumber(string text) => text == "NA" || text.Equals("nan", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a number: digits with an optional sign, decimal point and exponent; <c>inf</c> in its usual spellings too.</summary>
    public static bool TryParse(string text, out double value)
    {
        if (double.TryParse(text, Style, CultureInfo.InvariantCulture, out value)) return true;
        var unsigned = text.AsSpan().TrimStart("+-");
        if (!unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase)) return false;
        value = double.PositiveInfinity;
        return true;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case.</summary>
    public static bool TryParseBoolean(string text, out bool value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The number can be a feature: finite, in 32 bits too.</summary>
    public static bool IsUsable(double value) => float.IsFinite((float)value);
}
