using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Extract;

/// <summary><c>replay extract FILE --tensor NAME [--epoch N] -o OUT</c>: tensors of an epoch as a file for other tools.</summary>
internal static class ExtractCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<string[]> tensors = ExtractOptions.Tensors();
        Option<int?> epoch = ExtractOptions.Epoch();
        Option<UnitRange?> units = ExtractOptions.Units();
        Option<string> destination = ExtractOptions.Output();
        Command command = new("extract", "Writes tensors of an epoch to a file of their own, to the bit: for NumPy, PyTorch, a spreadsheet.")
        {
            file, tensors, epoch, units, destination,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(file),
            parsed.GetRequiredValue(tensors),
            parsed.GetValue(epoch),
            parsed.GetValue(units),
            parsed.GetRequiredValue(destination),
            output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, string[] tensors, int? epoch, UnitRange? units, string destination, TextWriter output, CancellationToken cancellationToken)
    {
        OutputFile.Check(destination);
        string extension = Path.GetExtension(destination).ToLowerInvariant();
        bool severalAsked = tensors.Length > 1 || tensors[0].Contains('*', StringComparison.Ordinal);
        if (severalAsked && !TensorExport.ExtensionsOfSeveral.Contains(extension))
            throw new UsageException($"a file that ends in {extension} holds one tensor; {string.Join(" and ", TensorExport.ExtensionsOfSeveral)} hold several");

        using RecordingReader recording = await RecordingReader.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        if (recording.Epochs.Count == 0)
            throw new RecordingException(RecordingFault.NotRecorded, $"{path} has no epochs");
        int chosen = epoch ?? recording.Epochs[^1];
        IReadOnlyList<string> written =
            await TensorExport.WriteAsync(recording, tensors, chosen, destination, units, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"{destination}: {string.Join(", ", written)} of epoch {chosen}").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
