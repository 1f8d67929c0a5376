using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace TrainRecorder.Client.Jobs;

/// <summary>Reads the scalar types that jobs are made of.</summary>
internal static class JsonScalars
{
    private const double ExactIntegers = 1L << 53;

    /// <summary>The value, or null and what is wrong with it. The token, of whatever kind, is passed.</summary>
    public static (object? Value, string Fault) Read(FieldType type, ref Utf8JsonReader json) => type switch
    {
        FieldType.String => json.TokenType == JsonTokenType.String ? (Text(ref json), "Is not valid Unicode.") : Mismatch(ref json, "text"),
        FieldType.Bool => json.TokenType is JsonTokenType.True or JsonTokenType.False ? (json.GetBoolean(), "") : Mismatch(ref json, "true or false"),
        FieldType.Double => ReadDouble(ref json),
        FieldType.Int32 => ReadInteger(ref json, int.MinValue, int.MaxValue) switch { ({ } value, _) => ((int)value, ""), var (_, fault) => (null, fault) },
        FieldType.Int64 => ReadInteger(ref json, long.MinValue, long.MaxValue) switch { ({ } value, _) => (value, ""), var (_, fault) => (null, fault) },
        _ => throw new NotSupportedException($"No job field is of type {type}."),
    };

    /// <summary>What stands for a value that could not be read.</summary>
    public static object Default(FieldType type) => type switch
    {
        FieldType.String => "",
        FieldType.Bool => false,
        FieldType.Double => 0.0,
        FieldType.Int32 => 0,
        FieldType.Int64 => 0L,
        _ => throw new NotSupportedException($"No job field is of type {type}."),
    };

    /// <summary>The text of a string or a name; null if it has half of a surrogate pair, which only an escape can write.</summary>
    public static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a token is, for people.</summary>
    public static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    private static (object? Value, string Fault) ReadDouble(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            var value = json.GetDouble();
            return double.IsFinite(value) ? (value, "") : (null, "Is too large for a number.");
        }

        // How protobuf writes what JSON has no numbers for.
        return json.TokenType == JsonTokenType.String && Text(ref json) is "NaN" or "Infinity" or "-Infinity"
            ? (double.Parse(Text(ref json)!, CultureInfo.InvariantCulture), "")
            : Mismatch(ref json, "a number");
    }

    private static (long? Value, string Fault) ReadInteger(ref Utf8JsonReader json, long lowest, long highest)
    {
        var range = (default(long?), string.Create(CultureInfo.InvariantCulture, $"Must be {lowest} to {highest}."));
        long value;
        if (json.TokenType == JsonTokenType.String && lowest == long.MinValue && Text(ref json) is { } text)
        {
            // How protobuf writes 64-bit integers.
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) return (null, "Must be a whole number, but is text.");
        }
        else if (json.TokenType != JsonTokenType.Number)
        {
            return (null, Mismatch(ref json, "a whole number").Fault);
        }
        else if (!json.TryGetInt64(out value))
        {
            // 1e3 and 5.0 are whole numbers too.
            var number = json.GetDouble();
            if (!double.IsInteger(number) && double.IsFinite(number)) return (null, "Must be a whole number.");
            if (Math.Abs(number) > ExactIntegers) return range;
            value = (long)number;
        }

        return value < lowest || value > highest ? range : (value, "");
    }

    private static (object? Value, string Fault) Mismatch(ref Utf8JsonReader json, string wanted)
    {
        var fault = $"Must be {wanted}, but is {Kind(json.TokenType)}.";
        json.Skip();
        return (null, fault);
    }
}
