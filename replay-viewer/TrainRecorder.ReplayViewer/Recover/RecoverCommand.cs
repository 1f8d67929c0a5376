using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.ReplayViewer.Info;

namespace TrainRecorder.ReplayViewer.Recover;

/// <summary><c>replay recover FOLDER -o FILE</c>: seals a live recording whose service is gone.</summary>
internal static class RecoverCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<string> folder = RecordingArgument.Create("FOLDER", "The folder of a live recording whose service is gone. It stays as it is.");
        Option<string> destination = new("--output", "-o")
        {
            Description = "The sealed recording, a .parquet file outside of FOLDER. One that is there is replaced.",
            HelpName = "FILE",
            Required = true,
        };
        Command command = new("recover", "Makes one sealed file of what a killed service left behind; of two attempts at an epoch the later one counts.")
        {
            folder, destination,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(destination), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string destination, TextWriter output, CancellationToken cancellationToken)
    {
        string full = OutputFile.Check(destination);
        if (Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) == Path.GetDirectoryName(full))
            throw new UsageException($"'{destination}' lies in the folder that is read; write it elsewhere");
        if (Path.GetExtension(full) != ".parquet")
            throw new UsageException($"--output must end in .parquet; '{destination}' does not");
        if (File.Exists(folder))
            throw new UsageException($"'{folder}' is a file; recover takes the folder of a live recording");

        SealedFile file = await Sealer.RecoverAsync(folder, full, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(
            $"{destination}: epochs {file.Epochs.First} to {file.Epochs.Last}, {InfoText.Bytes(file.Size)}, SHA-256 {file.Sha256}").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
