using CsCheck;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Tests.Text;

public sealed class TextFitTests
{
    private static readonly TextStyle s_style = new(12);

    [Fact]
    public void Shorten_AnyText_FitsOrIsEmpty() => Gen.Select(Gen.String, Gen.Float[0, 200]).Sample((text, width) =>
        Assert.True(s_style.Width(TextFit.Shorten(text, s_style, width)) <= width));

    [Fact]
    public void Shorten_TextThatFits_Stays() => Assert.Equal("loss", TextFit.Shorten("loss", s_style, 100));

    [Fact]
    public void Shorten_LongText_EndsInAnEllipsis()
    {
        string text = TextFit.Shorten("a name that nobody can read", s_style, 80);

        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.StartsWith("a name", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_CharactersOfSeveralUnits_AreNotBroken()
    {
        string text = TextFit.Shorten("😀😀😀😀😀😀", s_style, 160).TrimEnd('…');

        Assert.NotEmpty(text);
        Assert.Equal(0, text.Length % 2);
    }

    [Fact]
    public void Wrap_Parts_AreJoinedWhileTheyFit()
    {
        string[] parts = ["32 units", "tanh", "mean saturation 0.67"];

        Assert.Equal(["32 units · tanh · mean saturation 0.67"], TextFit.Wrap(parts, " · ", s_style, 500));
        Assert.Equal(["32 units · tanh", "mean saturation 0.67"], TextFit.Wrap(parts, " · ", s_style, 140));
    }
}
