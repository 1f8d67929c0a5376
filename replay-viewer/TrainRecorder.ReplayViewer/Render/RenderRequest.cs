using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>What is to be rendered, checked as far as that is possible without the recording.</summary>
internal sealed record RenderRequest
{
    /// <summary>Frames a second unless asked otherwise.</summary>
    public const double DefaultFramesPerSecond = 10;

    /// <summary>The recording.</summary>
    public required string Recording { get; init; }

    /// <summary>The picture.</summary>
    public required string Output { get; init; }

    /// <summary>Its format.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>Size and theme.</summary>
    public required SceneOptions Scene { get; init; }

    /// <summary>The epoch of a still; null for the last one.</summary>
    public int? Epoch { get; init; }

    /// <summary>The epochs of an animation; null for a still.</summary>
    public EpochRange? Epochs { get; init; }

    /// <summary>Frames a second of an animation.</summary>
    public double FramesPerSecond { get; init; } = DefaultFramesPerSecond;

    /// <summary>Checks what was asked for as a whole.</summary>
    /// <exception cref="UsageException">Options contradict each other or the format.</exception>
    public static RenderRequest Create(
        string recording, string output, int? epoch, EpochRange? epochs, double? framesPerSecond, SceneOptions scene)
    {
        PictureFormat format = PictureFormats.Of(output);
        if (epoch is not null && epochs is not null)
            throw new UsageException("--epoch and --epochs exclude each other: a still shows one epoch, an animation several");
        if (epochs is not null && format != PictureFormat.Webp)
            throw new UsageException($"--epochs makes an animation, which must end in .webp, not '{Path.GetExtension(output)}'");
        if (framesPerSecond is not null && epochs is null)
            throw new UsageException("--fps is for animations: give --epochs A..B too");
        return new RenderRequest
        {
            Recording = recording,
            Output = output,
            Format = format,
            Scene = scene,
            Epoch = epoch,
            Epochs = epochs,
            FramesPerSecond = framesPerSecond ?? DefaultFramesPerSecond,
        };
    }
}
