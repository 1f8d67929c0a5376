using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Tests.Text;

public sealed class FontFaceTests
{
    [Fact]
    public void Width_KnownAdvances_AddUp()
    {
        // From the font's hmtx table, 2816 units an em, as another reader (fontTools) has them.
        const float Em = 2816;
        Assert.Equal(2084, FontFace.Regular.Width("H", Em), 0.01f);
        Assert.Equal(668, FontFace.Regular.Width("i", Em), 0.01f);
        Assert.Equal(2084 + 668 + 2672, FontFace.Regular.Width("HiW", Em), 0.01f);
    }

    [Fact]
    public void Width_TwiceTheSize_IsTwiceAsWide() =>
        Assert.Equal(2 * FontFace.SemiBold.Width("Hidden Layer 1", 12), FontFace.SemiBold.Width("Hidden Layer 1", 24), 0.01f);

    [Fact]
    public void Width_SemiBold_IsWiderThanRegular() =>
        Assert.True(FontFace.SemiBold.Width("Hidden Layer 1", 12) > FontFace.Regular.Width("Hidden Layer 1", 12));

    [Theory]
    [InlineData("Ünïcödé")]
    [InlineData("Слой λ σ × · … |w| = 0.5 – %")]
    public void Glyph_EuropeanScriptsAndWhatWeWrite_AreThere(string text) =>
        Assert.All(text, character => Assert.True(FontFace.Regular.Glyph(character) > 0 && FontFace.SemiBold.Glyph(character) > 0));

    [Fact]
    public void Width_CharactersTheFontLacks_HaveTheWidthOfABox() =>
        Assert.Equal(FontFace.Regular.Width("\uFFFF", 10), FontFace.Regular.Width("層", 10));
}
