using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>The formats of pictures.</summary>
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
}

/// <summary>Finds the format that a file's name asks for.</summary>
internal static class PictureFormats
{
    /// <summary>The format of a file by its extension.</summary>
    /// <exception cref="UsageException">The extension is none of ours.</exception>
    public static PictureFormat Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => PictureFormat.Png,
        ".SVG" => PictureFormat.Svg,
        ".WEBP" => PictureFormat.Webp,
        ".JPG" or ".JPEG" => PictureFormat.Jpeg,
        ".PDF" => PictureFormat.Pdf,
        _ => throw new UsageException($"'{path}' must end in .png, .jpg, .webp, .svg or .pdf"),
    };
}
