using TrainRecorder.Pictures.Movies;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>The formats of pictures and movies.</summary>
internal enum PictureFormat
{
    /// <summary>Pixels, without loss.</summary>
    Png,

    /// <summary>Shapes and texts.</summary>
    Svg,

    /// <summary>Pixels, small; still or moving.</summary>
    Webp,

    /// <summary>Pixels, small, for what knows nothing newer.</summary>
    Jpeg,

    /// <summary>A page of shapes and texts, for print.</summary>
    Pdf,

    /// <summary>A movie that plays wherever pictures do.</summary>
    Gif,

    /// <summary>A movie.</summary>
    Mp4,

    /// <summary>A movie, free.</summary>
    Webm,
}

/// <summary>Finds the format that a file's name asks for.</summary>
internal static class PictureFormats
{
    /// <summary>The format of a file by its extension; null if it is none of ours.</summary>
    public static PictureFormat? Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => PictureFormat.Png,
        ".SVG" => PictureFormat.Svg,
        ".WEBP" => PictureFormat.Webp,
        ".JPG" or ".JPEG" => PictureFormat.Jpeg,
        ".PDF" => PictureFormat.Pdf,
        ".GIF" => PictureFormat.Gif,
        ".MP4" => PictureFormat.Mp4,
        ".WEBM" => PictureFormat.Webm,
        _ => null,
    };

    /// <summary>What is wrong with the name of a file.</summary>
    public static string? Check(string path) => Of(path) is null ? "must end in .png, .jpg, .webp, .svg, .pdf, .gif, .mp4 or .webm" : null;

    /// <summary>The format of a still by its extension, which was checked.</summary>
    public static PictureFormat OfStill(string path) => Of(path) ?? throw new ArgumentException("it was not checked", nameof(path));

    /// <summary>What is wrong with the name of a still's file.</summary>
    public static string? CheckStill(string path) => Of(path) is { } format && !format.Moves() ? null : "must end in .png, .jpg, .webp, .svg or .pdf";

    /// <summary>It cannot be a still.</summary>
    public static bool Moves(this PictureFormat format) => format.Movie() is not null;

    /// <summary>It can be a movie.</summary>
    public static bool CanMove(this PictureFormat format) => format == PictureFormat.Webp || format.Moves();

    /// <summary>The format for ffmpeg; null if we write it ourselves.</summary>
    public static MovieFormat? Movie(this PictureFormat format) => format switch
    {
        PictureFormat.Gif => MovieFormat.Gif,
        PictureFormat.Mp4 => MovieFormat.Mp4,
        PictureFormat.Webm => MovieFormat.Webm,
        _ => null,
    };
}
