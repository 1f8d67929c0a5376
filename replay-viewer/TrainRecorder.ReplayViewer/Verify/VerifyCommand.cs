using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Verify;

/// <summary><c>replay verify FILE</c>: checks every byte of a recording.</summary>
internal static class VerifyCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string> file = RecordingArgument.Create();
        Command command = new("verify", "Checks structure, checksums and shapes of a whole recording.") { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(file), output, errors, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = await Verifier.VerifyAsync(path, cancellationToken).ConfigureAwait(false);
        foreach (string fault in faults)
            await errors.WriteLineAsync($"replay: {fault}").ConfigureAwait(false);
        if (faults.Count > 0)
            return ExitCode.Bad;
        await output.WriteLineAsync($"{path}: good").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
