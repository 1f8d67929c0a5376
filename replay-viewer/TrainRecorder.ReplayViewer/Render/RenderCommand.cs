using System.CommandLine;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary><c>replay render FILE -o OUT</c>: a picture of an epoch, or an animation of several.</summary>
internal static class RenderCommand
{
    private static readonly (int Width, int Height) s_stillSize = (1600, 900);
    private static readonly (int Width, int Height) s_animationSize = (1280, 720);

    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string> file = RecordingArgument.Create();
        Option<string> destination = RenderOptions.Output();
        Option<int?> epoch = RenderOptions.Epoch();
        Option<EpochRange?> epochs = RenderOptions.Epochs();
        Option<(int Width, int Height)?> size = RenderOptions.Size();
        Option<Theme> theme = RenderOptions.Theme();
        Option<double?> framesPerSecond = RenderOptions.FramesPerSecond();
        Command command = new("render", "Draws the network at an epoch, or, with --epochs, as an animation.")
        {
            file, destination, epoch, epochs, size, theme, framesPerSecond,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            EpochRange? range = parsed.GetValue(epochs);
            (int width, int height) = parsed.GetValue(size) ?? (range is null ? s_stillSize : s_animationSize);
            SceneOptions scene = new() { Width = width, Height = height, Theme = parsed.GetRequiredValue(theme) };
            RenderRequest request = RenderRequest.Create(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(destination), parsed.GetValue(epoch), range, parsed.GetValue(framesPerSecond), scene);
            return RunAsync(request, output, errors, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(RenderRequest request, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        string said = await Renderer.RenderAsync(request, FrameProgress.On(errors), cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync(said).ConfigureAwait(false);
        return ExitCode.Good;
    }
}
