using SkiaSharp;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.Pictures.Pdf;

/// <summary>Writes a scene as a PDF of one page: shapes as shapes, texts as texts in the font that ships with us, which is embedded.</summary>
public static class PdfWriter
{
    /// <summary>Points (1/72 inch) to a pixel (1/96 inch), as browsers and CSS have it.</summary>
    private const float PointsPerPixel = 0.75f;

    /// <summary>The resolution of what PDF cannot express; nothing of ours is.</summary>
    private const float RasterDpi = 192;

    /// <summary>Writes a scene. The file holds no date, so that the same scene gives the same bytes.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="stream">Takes the file; not closed.</param>
    /// <param name="scale">Pixels of 1/96 inch a unit of the scene.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(PictureScene scene, Stream stream, double scale = 1)
    {
        float points = PointsPerPixel * (float)scale;
        SKDocumentPdfMetadata metadata = new(RasterDpi)
        {
            Title = scene.Description,
            Creator = "TrainRecorder",
            Producer = "TrainRecorder",
        };

        // By way of memory: Skia swallows what goes wrong with a stream that it writes to itself.
        using MemoryStream file = new();
        using (SKDocument document = SKDocument.CreatePdf(file, metadata) ?? throw new IOException("Skia cannot make a PDF"))
        {
            SKCanvas canvas = document.BeginPage(scene.Width * points, scene.Height * points);
            canvas.Scale(points);
            using (CanvasPainter painter = new(canvas, scene))
                painter.Paint();
            document.EndPage();
            document.Close();
        }
        file.Position = 0;
        file.CopyTo(stream);
    }
}
