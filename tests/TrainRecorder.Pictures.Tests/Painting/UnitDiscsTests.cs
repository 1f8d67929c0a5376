using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.Pictures.Tests.Painting;

public sealed class UnitDiscsTests
{
    /// <summary>However small the units are, they are seen: a column of a thousand in 500 pixels is a line, not nothing and not solid.</summary>
    [Theory]
    [InlineData("1000,300,50", NetworkArrangement.Columns)]
    [InlineData("5000,2", NetworkArrangement.Auto)]
    public void Paint_UnitsSmallerThanAPixel_AreFaintButSeen(string network, NetworkArrangement arrangement)
    {
        SceneOptions options = new() { Arrangement = arrangement, Edges = new Scene.Edges.EdgeChoice(Scene.Edges.EdgeChoiceKind.None), Fill = UnitQuantity.None };
        SyntheticRun run = SyntheticRun.Dense([.. network.Split(',').Select(int.Parse)], "relu", epochs: 1);
        using PictureScene scene = Samples.Scene(run, options);
        using PictureSurface surface = new(options.Width, options.Height);
        surface.Paint(scene);
        LayerPlace place = scene.Layers[0].Place;

        Assert.All(place.Units, unit =>
        {
            ReadOnlySpan<byte> row = surface.Rows((int)unit.Y, 1).Span;
            int ink = 0;
            for (int x = (int)(unit.X - place.Radius) - 1; x <= (int)(unit.X + place.Radius) + 1; x++)
                ink += 255 - row[4 * x];
            Assert.True(ink > 0, $"nothing is seen at {unit}");
        });
    }
}
