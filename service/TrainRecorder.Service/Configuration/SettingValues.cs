using System.Globalization;

namespace TrainRecorder.Service.Configuration;

/// <summary>Reads the values of settings; each throws <see cref="FormatException"/> with what was expected.</summary>
internal static class SettingValues
{
    private static readonly (string Suffix, double Seconds)[] TimeUnits = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];
    private static readonly (string Suffix, long Bytes)[] SizeUnits = [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40)];

    /// <summary>A whole number in a range.</summary>
    public static int Count(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new FormatException($"a whole number from {least} to {most} is needed");

    /// <summary>A time such as <c>500ms</c>, <c>15s</c>, <c>2m</c>, <c>1h</c> or <c>7d</c>.</summary>
    public static TimeSpan Time(string text, TimeSpan least, TimeSpan? most = null)
    {
        var unit = TimeUnits.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var limit = most ?? TimeSpan.FromDays(1);
        if (unit.Suffix is not null
            && double.TryParse(text.AsSpan(0, text.Length - unit.Suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit.Seconds <= limit.TotalSeconds && number * unit.Seconds >= least.TotalSeconds)
        {
            return TimeSpan.FromSeconds(number * unit.Seconds);
        }

        throw new FormatException($"a time such as 500ms, 15s or 2m is needed, at least {least.TotalSeconds:0.###}s and at most {limit.TotalSeconds:0.###}s");
    }

    /// <summary>A number of bytes such as <c>1048576</c>, <c>4MiB</c> or <c>1GiB</c>.</summary>
    public static long Size(string text, long least)
    {
        var unit = SizeUnits.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase));
        var (digits, factor) = unit.Suffix is null ? (text, 1) : (text[..^unit.Suffix.Length], unit.Bytes);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / factor && number * factor >= least)
            return number * factor;
        throw new FormatException($"a number of bytes such as 1048576, 4MiB or 1GiB is needed, at least {least}");
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool Switch(string text) => bool.TryParse(text, out var value) ? value : throw new FormatException("true or false is needed");

    /// <summary>A folder, made absolute.</summary>
    public static string Folder(string text) =>
        text.Trim().Length > 0 && !text.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(text) : throw new FormatException("a folder is needed");

    /// <summary>A file, made absolute. Whether it is there is found out when it is used.</summary>
    public static string File(string text) =>
        text.Trim().Length > 0 && !text.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(text) : throw new FormatException("a file is needed");

    /// <summary>The address of a collector.</summary>
    public static Uri Collector(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.UserInfo.Length == 0
            ? url
            : throw new FormatException("an address such as http://127.0.0.1:4318 is needed");
}
