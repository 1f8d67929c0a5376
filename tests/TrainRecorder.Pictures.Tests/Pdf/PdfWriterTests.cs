using System.Text;
using TrainRecorder.Pictures.Pdf;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Pdf;

public sealed class PdfWriterTests
{
    [Fact]
    public void Write_SmallNetwork_IsOnePageOfShapesWithTheFontInIt()
    {
        byte[] pdf = Write(SyntheticRun.Dense([2, 8, 8, 1], epochs: 2), new SceneOptions { Width = 1600, Height = 900 });

        string text = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-1.", text, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("/MediaBox [0 0 1200 675]", text, StringComparison.Ordinal);
        Assert.Contains("/Count 1", text, StringComparison.Ordinal);
        Assert.True(text.Contains("/CharProcs", StringComparison.Ordinal) || text.Contains("/FontFile", StringComparison.Ordinal), "the glyphs are not in the file");
        Assert.Contains("/ToUnicode", text, StringComparison.Ordinal);
        Assert.InRange(pdf.Length, 5_000, 400_000);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytesWithoutADate()
    {
        SceneOptions options = new() { Width = 800, Height = 450 };
        byte[] first = Write(SyntheticRun.Digits(2), options), second = Write(SyntheticRun.Digits(2), options);

        Assert.Equal(first, second);
        Assert.DoesNotContain("CreationDate", Encoding.Latin1.GetString(first), StringComparison.Ordinal);
    }

    private static byte[] Write(SyntheticRun run, SceneOptions options)
    {
        using PictureScene scene = Samples.Scene(run, options);
        using MemoryStream stream = new();
        PdfWriter.Write(scene, stream);
        return stream.ToArray();
    }
}
