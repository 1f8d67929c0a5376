using System.Collections;
using System.Text.Json;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Configuration;

/// <summary>
/// Reads the settings from a file, then the environment, then the command line; the last one wins. The file is
/// <c>appsettings.json</c> beside the program, or the one that <c>--settings</c> or <c>TRAINRECORDER_SETTINGS</c> names.
/// </summary>
internal static class SettingsReader
{
    private const string Prefix = "TRAINRECORDER_";
    private const string Section = "TrainRecorder";
    private const string FileFlag = "--settings";
    private const string FileVariable = Prefix + "SETTINGS";

    /// <summary>The options, or a refusal with the first value that cannot be used.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The environment's variables; those of other names are ignored.</param>
    /// <param name="file">The settings file if no other is named; it need not exist.</param>
    /// <exception cref="StartRefusedException">A value or a flag is wrong; says which and why.</exception>
    public static ServiceOptions Read(IReadOnlyList<string> arguments, IDictionary environment, string file)
    {
        var options = new ServiceOptions();
        var flags = new List<(string Flag, string Value)>();
        for (var i = 0; i < arguments.Count; i++) flags.Add(Split(arguments, ref i));
        var named = flags.Where(flag => flag.Flag == FileFlag).Select(flag => flag.Value).LastOrDefault() ?? environment[FileVariable] as string;
        if (!string.IsNullOrEmpty(named)) file = File.Exists(named) ? named : throw new StartRefusedException($"There is no settings file {named}.");

        var content = ReadFile(Path.GetFullPath(file));
        if (!string.IsNullOrEmpty(named) && !content.GetChildren().Any(child => child.Key.Equals(Section, StringComparison.OrdinalIgnoreCase)))
            throw new StartRefusedException($"{named} has no \"{Section}\": {{ ... }}; settings stand in it.");
        foreach (var section in content.GetSection(Section).GetChildren())
            Apply(options, section.Key, section.Value ?? "", $"{section.Key} in {Path.GetFileName(file)}", required: true);
        foreach (DictionaryEntry variable in environment)
        {
            if (variable is { Key: string name, Value: string value } && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && value.Length > 0)
                Apply(options, name[Prefix.Length..], value, name, required: false);
        }

        foreach (var (flag, value) in flags.Where(flag => flag.Flag != FileFlag)) Apply(options, flag[2..], value, flag, required: true);
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
