using System.CommandLine;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.ReplayViewer.Render;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary><c>replay draw SHAPE -o OUT [--weights FILE]</c>: a network from its shape or its weights alone.</summary>
internal static class DrawCommand
{
    public static Command Create(TextWriter output)
    {
        Argument<int[]> shape = DrawOptions.Shape();
        Option<string> destination = StillOptions.Output();
        Option<string> weights = DrawOptions.Weights();
        Option<string> title = DrawOptions.Title();
        Option<EdgeChoice> edges = StillOptions.Edges();
        Option<NetworkArrangement> layout = StillOptions.Layout();
        Option<(int Width, int Height)?> size = StillOptions.Size();
        Option<Scene.Colours.Theme?> theme = StillOptions.Theme();
        Command command = new("draw", "Draws a network from its shape, or from weights, without a recording.")
        {
            shape, destination, weights, title, layout, edges, size, theme,
        };
        command.SetAction((parsed, _) =>
        {
            int[] units = parsed.GetRequiredValue(shape);
            SceneOptions scene = StillOptions.Scene(parsed, size, theme) with { Edges = parsed.GetValue(edges), Arrangement = parsed.GetValue(layout) };
            return RunAsync(
                new DrawRequest(units, parsed.GetRequiredValue(destination), parsed.GetValue(weights), parsed.GetValue(title) ?? string.Join(" – ", units), scene), output);
        });
        return command;
    }

    private static async Task<int> RunAsync(DrawRequest request, TextWriter output)
    {
        using PictureScene scene = Sketch.Compose(request);
        await StillWriter.WriteAsync(scene, request.Output, PictureFormats.OfStill(request.Output)).ConfigureAwait(false);
        await output.WriteLineAsync($"{request.Output}: {scene.Description}").ConfigureAwait(false);
        return ExitCode.Good;
    }
}
