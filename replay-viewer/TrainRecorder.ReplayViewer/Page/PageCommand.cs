using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary><c>replay page FILE -o OUT.html</c>: a recording as one HTML file that plays.</summary>
internal static class PageCommand
{
    private const double DefaultMegabytes = 25;
    private const double MostMegabytes = 1000;
    private const double BytesPerMegabyte = 1e6;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<string> destination = new("--output", "-o")
        {
            Description = "The page to write, an HTML file that needs nothing else; replaced if it is there.",
            HelpName = "OUT.html",
            Required = true,
        };
        Option<double> limit = new("--max-mb")
        {
            Description = "The largest size of the page in megabytes. Of a long recording as many epochs are shown as are sure to fit.",
            HelpName = "MB",
            DefaultValueFactory = _ => DefaultMegabytes,
            CustomParser = ParseLimit,
        };
        Command command = new("page", "Writes an interactive page that plays the recording in any browser, offline.") { file, destination, limit };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(destination), parsed.GetValue(limit), output, errors, cancellationToken));
        return command;
    }

    private static double ParseLimit(ArgumentResult result)
    {
        bool isNumber = double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double megabytes);
        if (!isNumber || megabytes is not (> 0 and <= MostMegabytes))
            result.AddError($"--max-mb must be a number above 0 and at most {MostMegabytes}");
        return megabytes;
    }

    private static async Task<int> RunAsync(
        string file, string destination, double megabytes, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (PageTemplate.Load() is not { } template)
        {
            await errors.WriteLineAsync("replay: this build has no page: install Node 20 and build again").ConfigureAwait(false);
            return ExitCode.Bad;
        }
        using RecordingReader recording = await RecordingReader.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        PageSource source = await PageSource.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        int recorded = source.History.Epochs.Count;
        int most = PageBudget.Epochs(source.Network, recorded, (long)(megabytes * BytesPerMegabyte));
        if (most == 0)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--max-mb: not even one epoch fits into {megabytes} MB"));

        long size = 0;
        IReadOnlyList<int> epochs = EpochChoice.Choose(source.History.Epochs, most);
        await OutputFile.WriteAsync(destination, async stream =>
        {
            await PageFile.WriteAsync(template, source, epochs, stream, cancellationToken).ConfigureAwait(false);
            size = stream.Length;
        }).ConfigureAwait(false);
        string shown = epochs.Count < recorded ? $"{NumberText.Count(epochs.Count)} of {NumberText.Count(recorded)} epochs" : $"{NumberText.Count(recorded)} epochs";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{destination}: {shown}, {size / BytesPerMegabyte:0.0} MB")).ConfigureAwait(false);
        return ExitCode.Good;
    }
}
