using TrainRecorder.Pictures.Jpeg;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Pdf;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Pictures.Svg;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Writes a scene as one picture.</summary>
internal static class StillWriter
{
    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="output">The file.</param>
    /// <param name="format">Its format; not one that only moves.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    /// <exception cref="IOException">It cannot be encoded or written.</exception>
    public static Task WriteAsync(PictureScene scene, string output, PictureFormat format, double scale = 1) => OutputFile.WriteAsync(output, stream =>
    {
        switch (format)
        {
            case PictureFormat.Svg:
                SvgWriter.Write(scene, stream, scale);
                break;
            case PictureFormat.Pdf:
                PdfWriter.Write(scene, stream, scale);
                break;
            default:
                WritePixels(scene, stream, format, scale);
                break;
        }
        return Task.CompletedTask;
    });

    private static void WritePixels(PictureScene scene, Stream stream, PictureFormat format, double scale)
    {
        using PictureSurface surface = new(scene.Width, scene.Height, scale);
        surface.Paint(scene);
        switch (format)
        {
            case PictureFormat.Png:
                PngEncoder.Write(surface, stream);
                break;
            case PictureFormat.Jpeg:
                JpegEncoder.Write(surface, stream);
                break;
            case PictureFormat.Webp:
                WebpEncoder.Write(surface, stream);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "it is no still");
        }
    }
}
