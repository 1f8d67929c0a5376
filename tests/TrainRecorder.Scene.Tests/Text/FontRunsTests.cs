using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Tests.Text;

public sealed class FontRunsTests
{
    [Fact]
    public void Of_Latin_IsOneRunOfTheFirstFont() => Assert.Equal([(FontFace.Regular, "größe α Ж")], FontRuns.Of("größe α Ж", FontWeight.Regular));

    [Fact]
    public void Of_ChineseAndJapanese_ComeFromTheSecondFont() =>
        Assert.Equal([(FontFace.SemiBold, "a "), (FontFace.Fallback, "神经网络かな"), (FontFace.SemiBold, " b")], FontRuns.Of("a 神经网络かな b", FontWeight.SemiBold));

    [Theory]
    [InlineData("한", "U+D55C")]
    [InlineData("😀", "U+1F600")]
    [InlineData("a\u200Db", "ab")]
    public void Of_CharactersThatNoFontHas_AreTheirCodePoints(string text, string drawn) =>
        Assert.Equal(drawn, string.Concat(FontRuns.Of(text, FontWeight.Regular).Select(run => run.Text)));

    [Theory]
    [InlineData("layer 神经 한")]
    [InlineData("plain")]
    [InlineData("")]
    public void Width_AnyText_IsTheSumOfItsRuns(string text)
    {
        TextStyle style = new(17);

        Assert.Equal(FontRuns.Of(text, style.Weight).Sum(run => run.Face.Width(run.Text, 17)), style.Width(text), 1e-3f);
        Assert.All(FontRuns.Of(text, style.Weight), run => Assert.All(run.Text.EnumerateRunes(), rune => Assert.NotEqual(0, run.Face.Glyph(rune.Value))));
    }
}
