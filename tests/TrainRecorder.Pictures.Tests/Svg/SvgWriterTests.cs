using System.Globalization;
using System.Xml.Linq;
using TrainRecorder.Pictures.Svg;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Svg;

public sealed class SvgWriterTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Write_Digits_IsWellFormedAndSmall()
    {
        byte[] bytes = Write(SyntheticRun.Digits(3));

        XElement svg = XElement.Parse(System.Text.Encoding.UTF8.GetString(bytes));
        Assert.Equal(("1600", "900"), (svg.Attribute("width")!.Value, svg.Attribute("height")!.Value));
        Assert.True(bytes.Length < 500_000, $"{bytes.Length} bytes");
    }

    [Fact]
    public void Write_AnyScene_HoldsEveryEdgeUnitAndText()
    {
        SyntheticRun run = SyntheticRun.Digits(3);
        using PictureScene scene = Samples.Scene(run, new SceneOptions());
        XElement svg = Parse(run);

        Assert.Equal(64 * 32 + 32 * 10, svg.Descendants(s_svg + "path").Count(path => path.Attribute("class") is not null));
        Assert.Equal(64 + 32 + 10 + scene.Drawing.Discs.Count, svg.Descendants(s_svg + "circle").Count());
        Assert.Equal(scene.Drawing.Labels.Select(label => label.Text), svg.Descendants(s_svg + "text").Select(text => text.Value));
        Assert.Equal(scene.Drawing.Rasters.Count, svg.Descendants(s_svg + "image").Count());
    }

    [Fact]
    public void Write_Edges_HaveTheColourOfTheirSign()
    {
        SyntheticRun run = SyntheticRun.Digits(3);
        using PictureScene scene = Samples.Scene(run, new SceneOptions());
        int positive = 0;
        foreach (Scene.Edges.Connection connection in scene.Connections)
        {
            foreach (Scene.Edges.Edge edge in connection.Edges)
                positive += edge.Weight > 0 ? 1 : 0;
        }

        Assert.Equal(positive, Parse(run).Descendants(s_svg + "path").Count(path => path.Attribute("class")?.Value == "p"));
    }

    /// <summary>On a machine without our fonts too, no text reaches into another.</summary>
    [Fact]
    public void Write_Texts_HaveTheWidthThatWasMeasured()
    {
        SyntheticRun run = SyntheticRun.Digits(3);
        using PictureScene scene = Samples.Scene(run, new SceneOptions());

        Assert.All(
            Parse(run).Descendants(s_svg + "text").Zip(scene.Drawing.Labels),
            pair => Assert.Equal(pair.Second.Style.Width(pair.Second.Text), float.Parse(pair.First.Attribute("textLength")!.Value, CultureInfo.InvariantCulture), 0.06f));
    }

    [Fact]
    public void Write_NameWithMarkup_IsEscaped()
    {
        XElement svg = Parse(SyntheticRun.Dense([2, 2], epochs: 1, name: "<a> & \"b\" \u0001]]>"));

        Assert.Contains(svg.Descendants(s_svg + "text"), text => text.Value.StartsWith("<a> & \"b\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes() => Assert.Equal(Write(SyntheticRun.Digits(3)), Write(SyntheticRun.Digits(3)));

    [Theory]
    [InlineData(12.34f, "12.3")]
    [InlineData(-0.04f, "0")]
    [InlineData(0.5f, ".5")]
    [InlineData(-0.5f, "-.5")]
    [InlineData(7f, "7")]
    [InlineData(-120.96f, "-121")]
    public void Number_AnyValue_IsRoundedToATenth(float value, string text)
    {
        Assert.Equal(text, new System.Text.StringBuilder().Number(value).ToString());
        Assert.Equal(value, float.Parse(text, CultureInfo.InvariantCulture), 0.051f);
    }

    private static XElement Parse(SyntheticRun run) => XElement.Parse(System.Text.Encoding.UTF8.GetString(Write(run)), LoadOptions.PreserveWhitespace);

    private static byte[] Write(SyntheticRun run)
    {
        using PictureScene scene = Samples.Scene(run, new SceneOptions());
        using MemoryStream stream = new();
        SvgWriter.Write(scene, stream);
        return stream.ToArray();
    }
}
