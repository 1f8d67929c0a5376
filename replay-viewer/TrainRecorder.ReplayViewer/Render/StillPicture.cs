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
    /// <param name="format">Its format.</param>
    public static Task WriteAsync(PictureScene scene, string path, PictureFormat format) => OutputFile.WriteAsync(path, stream =>
    {
        Write(scene, format, stream);
        return Task.CompletedTask;
    });

    private static void Write(PictureScene scene, PictureFormat format, Stream stream)
    {
        if (format == PictureFormat.Svg)
        {
            SvgWriter.Write(scene, stream);
            return;
        }
        if (format == PictureFormat.Pdf)
        {
            PdfWriter.Write(scene, stream);
            return;
        }
        using PictureSurface surface = new(scene.Width, scene.Height);
        surface.Paint(scene);
        if (format == PictureFormat.Png)
            PngEncoder.Write(surface, stream);
        else if (format == PictureFormat.Jpeg)
            JpegEncoder.Write(surface, stream);
        else
            WebpEncoder.Write(surface, stream);
    }
}
