using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>What is to be rendered, checked as far as that is possible without the recording.</summary>
internal sealed record RenderRequest
{
    private const double FramesPerSecondOfEpochs = 10;
    private const double FramesPerSecondOfTime = 30;
    private const double MostFramesPerSecondOfGif = 50;
    private const int MostFrames = 200_000;

    private static readonly (int Width, int Height) s_stillSize = (1600, 900);
    private static readonly (int Width, int Height) s_movieSize = (1280, 720);

    /// <summary>The recording.</summary>
    public required string Recording { get; init; }

    /// <summary>The picture.</summary>
    public required string Output { get; init; }

    /// <summary>Its format.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>What is seen.</summary>
    public required SceneOptions Scene { get; init; }

    /// <summary>Pixels a unit of the scene.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The epoch of a still; null for the last one.</summary>
    public int? Epoch { get; init; }

    /// <summary>It is a movie.</summary>
    public bool Moves { get; init; }

    /// <summary>The epochs of a movie; null for all.</summary>
    public EpochRange? Epochs { get; init; }

    /// <summary>Frames a second of a movie.</summary>
    public double FramesPerSecond { get; init; } = FramesPerSecondOfEpochs;

    /// <summary>How long a movie lasts; null for a frame an epoch.</summary>
    public double? Seconds { get; init; }

    /// <summary>Values glide between epochs.</summary>
    public bool Interpolates { get; init; }

    /// <summary>Checks what was asked for as a whole.</summary>
    /// <param name="values">Each checked by its field.</param>
    /// <exception cref="UsageException">Something is missing, or things contradict each other: all of it at once.</exception>
    public static RenderRequest Create(IReadOnlyDictionary<string, string> values)
    {
        string? Text(string name) => values.GetValueOrDefault(name);
        double? Number(string name) => Text(name) is { } text ? FieldValues.ParseNumber(text) : null;

        PictureFormat? format = Text("output") is { } output ? PictureFormats.Of(output) : null;
        bool interpolates = Text("interpolate") == "true";
        bool moves = format is { } known && (known.Moves() || (known.CanMove() && (Text("epochs") is not null || Text("seconds") is not null || interpolates)));
        double? seconds = Number("seconds");
        double framesPerSecond = Number("fps") ?? (seconds is null && !interpolates ? FramesPerSecondOfEpochs : FramesPerSecondOfTime);
        double scale = Number("scale") ?? 1;
        (int width, int height) = Text("size") is { } size ? FieldValues.ParseSize(size) : moves ? s_movieSize : s_stillSize;

        List<string> violations = [.. Missing(values)];
        violations.AddRange(Contradictions(values, format, moves));
        (int Width, int Height) pixels = (PictureSurface.PixelsOf(width, scale), PictureSurface.PixelsOf(height, scale));
        if (!SceneOptions.CanBe(Math.Max(pixels.Width, SceneOptions.SmallestWidth), Math.Max(pixels.Height, SceneOptions.SmallestHeight)))
            violations.Add($"--scale makes {pixels.Width}x{pixels.Height} pixels; the most are {SceneOptions.LargestSide}x{SceneOptions.LargestPixels / SceneOptions.LargestSide}");
        if (format == PictureFormat.Gif && framesPerSecond > MostFramesPerSecondOfGif)
            violations.Add($"--fps of a .gif must be at most {MostFramesPerSecondOfGif}");
        if (seconds * framesPerSecond > MostFrames)
            violations.Add($"--seconds and --fps make {seconds * framesPerSecond:0} frames; the most are {MostFrames}");
        if (violations.Count > 0)
            throw new UsageException([.. violations]);
        return new RenderRequest
        {
            Recording = values[RenderFields.Recording],
            Output = values["output"],
            Format = format!.Value,
            Scale = scale,
            Epoch = Text("epoch") is { } epoch ? FieldValues.ParseCount(epoch) : null,
            Moves = moves,
            Epochs = Text("epochs") is { } epochs ? FieldValues.ParseEpochs(epochs) : null,
            FramesPerSecond = framesPerSecond,
            Seconds = seconds,
            Interpolates = interpolates,
            Scene = SceneOf(values, width, height),
        };
    }

    private static SceneOptions SceneOf(IReadOnlyDictionary<string, string> values, int width, int height)
    {
        T Choose<T>(string name, Choices<T> choices, T otherwise) => values.TryGetValue(name, out string? text) ? choices.Parse(text) : otherwise;
        SceneOptions plain = new();
        return plain with
        {
            Width = width,
            Height = height,
            Theme = Choose("theme", RenderFields.Themes, plain.Theme),
            View = Choose("view", RenderFields.Views, plain.View),
            Layer = values.GetValueOrDefault("layer"),
            Arrangement = Choose("layout", RenderFields.Layouts, plain.Arrangement),
            Fill = Choose("fill", RenderFields.Quantities, plain.Fill),
            Ring = Choose("ring", RenderFields.Quantities, UnitQuantity.None),
            EdgeBy = Choose("edge_by", RenderFields.EdgeQuantities, plain.EdgeBy),
            Edges = values.TryGetValue("edges", out string? edges) ? FieldValues.ParseEdges(edges) : plain.Edges,
            Sample = values.TryGetValue("sample", out string? sample) ? FieldValues.ParseCount(sample) : null,
        };
    }

    private static IEnumerable<string> Missing(IReadOnlyDictionary<string, string> values)
    {
        if (!values.ContainsKey(RenderFields.Recording))
            yield return "the recording is missing: give its FILE, or 'recording' in the file of --spec";
        if (!values.ContainsKey("output"))
            yield return "--output is missing: give -o OUT, or 'output' in the file of --spec";
    }

    private static IEnumerable<string> Contradictions(IReadOnlyDictionary<string, string> values, PictureFormat? format, bool moves)
    {
        string extension = Path.GetExtension(values.GetValueOrDefault("output", ""));
        if (values.ContainsKey("epoch") && values.ContainsKey("epochs"))
            yield return "--epoch and --epochs exclude each other: a picture shows one epoch, a movie several";
        else if (values.ContainsKey("epoch") && moves)
            yield return $"--epoch is for pictures, and a {extension} file moves: give --epochs A..B";
        foreach (string name in new[] { "epochs", "seconds", "interpolate" })
        {
            if (values.TryGetValue(name, out string? value) && value != "false" && format is { } still && !still.CanMove())
                yield return $"--{name} makes a movie, which must end in .webp, .gif, .mp4 or .webm, not '{extension}'";
        }
        if (values.ContainsKey("fps") && format is not null && !moves)
            yield return "--fps is for movies: give --epochs A..B too";
        bool isNetwork = values.GetValueOrDefault("view", "network") == "network";
        if (values.ContainsKey("layer") && isNetwork)
            yield return "--layer is for --view heatmap, filters and kernels";
        foreach (string name in new[] { "layout", "fill", "ring", "edges", "edge_by", "sample" })
        {
            if (values.ContainsKey(name) && !isNetwork)
                yield return $"--{name.Replace('_', '-')} is for --view network";
        }
        if (format == PictureFormat.Webp && moves && values.TryGetValue("size", out string? size) && FieldValues.ParseSize(size).Width > WebpEncoder.LargestSide)
            yield return $"--size of a .webp must be at most {WebpEncoder.LargestSide} wide";
    }
}
