using System.CommandLine;
using System.Text.Json;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Info;

/// <summary><c>replay info FILE [--json]</c>: what is in a recording.</summary>
internal static class InfoCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<bool> json = new("--json") { Description = "As JSON, for scripts." };
        Command command = new("info", "Says what is in a recording: run, data, layers, epochs, last losses and scores.") { file, json };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        using RecordingReader recording = await RecordingReader.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        RecordingInfo info = await RecordingInfo.ReadAsync(recording, path, cancellationToken).ConfigureAwait(false);
        if (json)
            await output.WriteLineAsync(JsonSerializer.Serialize(info, InfoJson.Default.RecordingInfo)).ConfigureAwait(false);
        else
            InfoText.Write(info, output);
        return ExitCode.Good;
    }
}
