using System.CommandLine;
using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary>The command <c>replay page</c>: a recording as one HTML file that plays.</summary>
internal static class PageCommand
{
    private const double DefaultMegabytes = 25;
    private const int BytesPerMegabyte = 1_000_000;

    /// <summary>The command with its arguments.</summary>
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The recording: a sealed file or the folder of a live one." };
        Option<string> output = new("--output", "-o") { Description = "The page to write; replaced if it is there.", HelpName = "OUT.html", Required = true };
        Option<double> limit = new("--max-mb")
        {
            Description = "The largest size of the page in megabytes. Of a longer recording as many epochs are shown as are sure to fit.",
            HelpName = "MB",
            DefaultValueFactory = _ => DefaultMegabytes,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (> 0 and <= 1000))
                result.AddError("--max-mb: must be above 0 and at most 1000");
        });
        Command command = new("page", "Write a recording as one self-contained HTML page that plays it.") { file, output, limit };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetRequiredValue(file),
            arguments.GetRequiredValue(output),
            arguments.GetValue(limit),
            arguments.InvocationConfiguration.Output,
            arguments.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, string output, double megabytes, TextWriter result, TextWriter error, CancellationToken cancellationToken)
    {
        if (PageTemplate.Load() is not { } template)
        {
            await error.WriteLineAsync("The page is missing from this build of replay: install Node 20 and build again.").ConfigureAwait(false);
            return 1;
        }
        using RecordingReader recording = await RecordingReader.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        PageSource source = await PageSource.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        int most = PageBudget.Epochs(source.Network, source.History.Epochs.Count, (long)(megabytes * BytesPerMegabyte));
        if (most == 0)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Not even one epoch of this recording fits into a page of {megabytes} MB: raise --max-mb.")).ConfigureAwait(false);
            return 1;
        }
        IReadOnlyList<int> epochs = EpochChoice.Choose(source.History.Epochs, most);
        long size = await PageFile.SaveAsync(template, source, epochs, output, cancellationToken).ConfigureAwait(false);
        string shown = epochs.Count < source.History.Epochs.Count
            ? $"{NumberText.Count(epochs.Count)} of {NumberText.Count(source.History.Epochs.Count)} epochs"
            : $"{NumberText.Count(epochs.Count)} epochs";
        await result.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{output}: {shown}, {(double)size / BytesPerMegabyte:0.0} MB")).ConfigureAwait(false);
        return 0;
    }
}
