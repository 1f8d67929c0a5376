using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.ReplayViewer.Render;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures;
using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.ReplayViewer.Chart;

/// <summary><c>replay chart FILE --kind KIND -o OUT</c>: a figure of a whole run, for a paper.</summary>
internal static class ChartCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<FigureKind> kind = ChartOptions.Kind();
        Option<string> destination = StillOptions.Output();
        Option<string[]> layers = ChartOptions.Layers();
        Option<EpochRange?> epochs = StillOptions.Epochs();
        Option<(int Width, int Height)?> size = StillOptions.Size();
        Option<Scene.Colours.Theme?> theme = StillOptions.Theme();
        Command command = new("chart", "Draws a figure of the whole run: " + string.Join(", ", FigureKind.All.Select(one => one.Name)) + ".")
        {
            file, kind, destination, layers, epochs, size, theme,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            ChartRequest request = new(
                parsed.GetRequiredValue(file),
                parsed.GetRequiredValue(kind),
                parsed.GetRequiredValue(destination),
                parsed.GetValue(layers) ?? [],
                parsed.GetValue(epochs),
                StillOptions.Scene(parsed, size, theme));
            return RunAsync(request, output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ChartRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        using RecordingReader recording = await RecordingReader.OpenAsync(request.Recording, cancellationToken).ConfigureAwait(false);
        FigureSource source = request.Source(recording);
        using PictureScene scene = await request.Kind.MakeAsync(source, request.Scene, cancellationToken).ConfigureAwait(false);
        await StillWriter.WriteAsync(scene, request.Output, PictureFormats.OfStill(request.Output)).ConfigureAwait(false);
        await output.WriteLineAsync($"{request.Output}: {scene.Description}").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
