using System.Collections;
using System.Text.Json;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Configuration;

/// <summary>Reads the settings from <c>appsettings.json</c>, then the environment, then the command line; the last one wins.</summary>
internal static class SettingsReader
{
    private const string Prefix = "TRAINRECORDER_";

    /// <summary>The options, or a refusal with the first value that cannot be used.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The environment's variables; those of other names are ignored.</param>
    /// <param name="file">The settings file; it need not exist.</param>
    /// <exception cref="StartRefusedException">A value or a flag is wrong; says which and why.</exception>
    public static ServiceOptions Read(IReadOnlyList<string> arguments, IDictionary environment, string file)
    {
        var options = new ServiceOptions();
        foreach (var section in ReadFile(file).GetSection("TrainRecorder").GetChildren())
            Apply(options, section.Key, section.Value ?? "", $"{section.Key} in {Path.GetFileName(file)}", required: true);
        foreach (DictionaryEntry variable in environment)
        {
            if (variable is { Key: string name, Value: string value } && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && value.Length > 0)
                Apply(options, name[Prefix.Length..], value, name, required: false);
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            var (flag, value) = Split(arguments, ref i);
            Apply(options, flag[2..], value, flag, required: true);
        }

        return options;
    }

    private static IConfigurationRoot ReadFile(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: true, reloadOnChange: false).Build();
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or FormatException)
        {
            throw new StartRefusedException($"{Path.GetFileName(file)} cannot be read: {fault.InnerException?.Message ?? fault.Message}");
        }
    }

    private static (string Flag, string Value) Split(IReadOnlyList<string> arguments, ref int i)
    {
        var argument = arguments[i];
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length < 3)
            throw new StartRefusedException($"'{argument}' is not a flag; see --help.");
        if (argument.IndexOf('=', StringComparison.Ordinal) is var equals and > 0) return (argument[..equals], argument[(equals + 1)..]);
        if (i + 1 >= arguments.Count) throw new StartRefusedException($"{argument} needs a value; see --help.");
        return (argument, arguments[++i]);
    }

    private static void Apply(ServiceOptions options, string name, string value, string source, bool required)
    {
        var setting = Settings.All.FirstOrDefault(setting => setting.Key == Setting.KeyOf(name));
        // The environment also holds variables of ours that are no settings of the service; a flag or a key of the file must be one.
        if (setting is null)
        {
            if (required) throw new StartRefusedException($"{source} is not a setting; see --help.");
            return;
        }

        try
        {
            setting.Set(options, value);
        }
        catch (FormatException fault)
        {
            throw new StartRefusedException($"{source}: '{value}' cannot be used: {fault.Message}.");
        }
    }
}
