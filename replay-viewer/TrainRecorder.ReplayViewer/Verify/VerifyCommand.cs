using System.CommandLine;
using System.Text.Json;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Verify;

/// <summary><c>replay verify FILE [--json]</c>: checks every byte of a recording.</summary>
internal static class VerifyCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<bool> json = new("--json") { Description = "As JSON, for scripts: file, good, faults." };
        Command command = new("verify", "Checks structure, checksums and shapes of a whole recording, and reads every value a second time with another Parquet reader.")
        {
            file, json,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), output, errors, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool json, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = await Verifier.VerifyAsync(path, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            VerifyResult result = new(path, faults.Count == 0, faults);
            await output.WriteLineAsync(JsonSerializer.Serialize(result, VerifyJson.Default.VerifyResult)).ConfigureAwait(false);
            return result.Good ? ExitCode.Good : ExitCode.Bad;
        }
        foreach (string fault in faults)
            await errors.WriteLineAsync($"replay: {fault}").ConfigureAwait(false);
        if (faults.Count > 0)
            return ExitCode.Bad;
        await output.WriteLineAsync($"{path}: good").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
