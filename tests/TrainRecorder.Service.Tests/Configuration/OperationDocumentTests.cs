using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Tests.Configuration;

/// <summary>deploy/README.md tells every setting and every log message, as the code has them.</summary>
public sealed partial class OperationDocumentTests
{
    [Fact]
    public void Settings_OfTheDocument_AreThoseOfTheCode() => Assert.Equal(
        Settings.All.Select(setting => $"| `--{setting.Name}` | `TRAINRECORDER_{setting.Name.Replace('-', '_').ToUpperInvariant()}` | {setting.Takes} | {setting.Text} |"),
        Rows("--"));

    [Fact]
    public void LogMessages_OfTheDocument_AreThoseOfTheCode()
    {
        var messages = typeof(LogMessages).GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();

        Assert.Equal(messages.OrderBy(message => message.EventId).Select(message => $"| `{message.EventId}` | {Text(message.Level)} | {message.Message} |"), Rows("1", "2", "3", "4", "9"));
        Assert.Equal(messages.Count, messages.DistinctBy(message => message.EventId).Count());
    }

    [Fact]
    public void Defaults_ThatTheHelpTells_AreThoseOfTheCode()
    {
        var expected = JsonSerializer.Serialize(new ServiceOptions());
        var told = Settings.All.Where(setting => setting.Takes is "N" or "TIME" or "SIZE" or "BOOL" or "SCOPE").ToList();
        Assert.True(told.Count > 25);
        foreach (var setting in told)
        {
            var options = new ServiceOptions();
            setting.Set(options, Default().Match(setting.Text).Groups[1].Value);
            Assert.True(expected == JsonSerializer.Serialize(options), $"--{setting.Name}: {setting.Text}");
        }
    }

    private static string Text(LogLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>The rows of the document's tables whose first cell begins so.</summary>
    private static IEnumerable<string> Rows(params string[] begins) =>
        File.ReadLines(Document()).Where(line => begins.Any(begin => line.StartsWith($"| `{begin}", StringComparison.Ordinal)));

    private static string Document([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "deploy", "README.md"));

    [GeneratedRegex(@"\(([^()]+)\)$")]
    private static partial Regex Default();
}
