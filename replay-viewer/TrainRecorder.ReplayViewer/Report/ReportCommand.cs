using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary><c>replay report FILE [--json]</c>: what the diagnostics found, and how the layers ended. Findings are no error: the exit code is 0 with them too.</summary>
internal static class ReportCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<bool> json = new("--json") { Description = "As JSON, for scripts." };
        Command command = new("report", "Says what the diagnostics found, with advice, and how the layers are at the last epoch. Exits with 0 with findings too.") { file, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        using RecordingReader recording = await RecordingReader.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        RunReport report = await RunReport.ReadAsync(recording, cancellationToken).ConfigureAwait(false);
        if (json)
            await ReportJson.WriteAsync(report, recording, output, cancellationToken).ConfigureAwait(false);
        else
            ReportText.Write(report, output);
        return ExitCode.Good;
    }
}
