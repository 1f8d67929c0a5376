using TrainRecorder.Pictures.Jpeg;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Pictures.Pdf;
using TrainRecorder.Pictures.Png;
using TrainRecorder.Pictures.Svg;
using TrainRecorder.Pictures.Webp;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Writes a scene as a still picture.</summary>
internal static class StillPicture
{
    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; not one that only moves.</param>
    /// <param name="scale">Pixels a unit of the scene.</param>
    public static Task WriteAsync(PictureScene scene, string path, PictureFormat format, double scale = 1) => OutputFile.WriteAsync(path, stream =>
    {
        Write(scene, format, stream, scale);
        return Task.CompletedTask;
    });

    private static void Write(PictureScene scene, PictureFormat format, Stream stream, double scale)
    {
        if (format == PictureFormat.Svg)
        {
            SvgWriter.Write(scene, stream, scale);
            return;
        }
        if (format == PictureFormat.Pdf)
        {
            PdfWriter.Write(scene, stream, scale);
            return;
        }
        using PictureSurface surface = new(scene.Width, scene.Height, scale);
        surface.Paint(scene);
        if (format == PictureFormat.Png)
            PngEncoder.Write(surface, stream);
        else if (format == PictureFormat.Jpeg)
            JpegEncoder.Write(surface, stream);
        else
            WebpEncoder.Write(surface, stream);
    }
}
