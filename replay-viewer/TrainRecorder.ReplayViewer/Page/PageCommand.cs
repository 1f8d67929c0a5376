using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary><c>replay page FILE [FILE] -o OUT.html</c>: a recording, or two side by side, as one HTML file that plays.</summary>
internal static class PageCommand
{
    private const double DefaultMegabytes = 25;
    private const double MostMegabytes = 1000;
    private const double BytesPerMegabyte = 1e6;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "A recording: a sealed file (.parquet), or the folder of a live one. Two are shown side by side.",
            Arity = new ArgumentArity(1, 2),
        };
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
        Command command = new("page", "Writes an interactive page that plays the recording in any browser, offline.") { files, destination, limit };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(files), parsed.GetRequiredValue(destination), parsed.GetValue(limit), output, errors, cancellationToken));
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
        string[] files, string destination, double megabytes, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (await PageTemplate.LoadAsync(errors).ConfigureAwait(false) is not { } template)
            return ExitCode.Bad;
        List<RecordingReader> recordings = [];
        try
        {
            foreach (string file in files)
                recordings.Add(await RecordingReader.OpenAsync(file, cancellationToken).ConfigureAwait(false));
            List<PagePart> parts = [];
            foreach (RecordingReader recording in recordings)
                parts.Add(await ChooseAsync(recording, megabytes / files.Length, cancellationToken).ConfigureAwait(false));
            long size = 0;
            await OutputFile.WriteAsync(destination, async stream =>
            {
                await PageFile.WriteAsync(template, parts, stream, cancellationToken).ConfigureAwait(false);
                size = stream.Length;
            }).ConfigureAwait(false);
            string shown = string.Join(" and ", parts.Select(Shown));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{destination}: {shown}, {size / BytesPerMegabyte:0.0} MB")).ConfigureAwait(false);
            return ExitCode.Good;
        }
        finally
        {
            recordings.ForEach(recording => recording.Dispose());
        }
    }

    /// <summary>Chooses the epochs of a recording that are sure to fit.</summary>
    private static async Task<PagePart> ChooseAsync(RecordingReader recording, double megabytes, CancellationToken cancellationToken)
    {
        PageSource source = await PageSource.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        PageRanges ranges = await PageRanges.ReadAsync(source, source.History.Epochs, cancellationToken).ConfigureAwait(false);
        int most = PageBudget.Epochs(source, ranges, PageExport.Samples(source).Count, (long)(megabytes * BytesPerMegabyte));
        return most > 0
            ? new PagePart(source, ranges, EpochChoice.Choose(source.History.Epochs, most))
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--max-mb: not even one epoch fits into {megabytes} MB"));
    }

    private static string Shown(PagePart part)
    {
        int recorded = part.Source.History.Epochs.Count;
        return part.Epochs.Count < recorded ? $"{NumberText.Count(part.Epochs.Count)} of {NumberText.Count(recorded)} epochs" : $"{NumberText.Count(recorded)} epochs";
    }
}
