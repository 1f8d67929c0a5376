using System.Buffers;
using System.Numerics;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Tests.Edges;

public sealed class EdgeDensityTests
{
    private static readonly LayerPlace s_from = Column("from", 10, 100);
    private static readonly LayerPlace s_to = Column("to", 10, 500);

    [Fact]
    public void Paint_NoWeights_IsTransparent() => Assert.All(Opacities(new float[100]), opacity => Assert.Equal(0, opacity));

    [Fact]
    public void Paint_OneWeight_FollowsItsEdge()
    {
        float[] weights = new float[100];
        weights[8 * 10 + 1] = 1;
        Raster raster = Paint(weights);
        EdgePath path = EdgePath.Between(s_from, 1, s_to, 8);

        for (int column = 0; column < raster.Columns; column++)
        {
            float rise = EdgePath.Rise((column + 0.5f) / raster.Columns);
            float expected = path.Leave.Y + (path.Arrive.Y - path.Leave.Y) * rise;
            double seen = MeanHeight(raster, column);
            Assert.True(Math.Abs(expected - seen) < 6, $"column {column}: {seen} instead of {expected}");
        }
    }

    [Fact]
    public void Paint_SignOfTheWeights_GivesTheColour()
    {
        foreach ((float weight, Rgb colour) in new[] { (1f, Theme.Light.Positive), (-1f, Theme.Light.Negative) })
        {
            Raster raster = Paint([.. Enumerable.Repeat(weight, 100)]);
            int centre = (raster.Rows / 2 * raster.Columns + raster.Columns / 2) * 4;
            Assert.Equal(colour, new Rgb(raster.Pixels[centre], raster.Pixels[centre + 1], raster.Pixels[centre + 2]));
            Assert.True(raster.Pixels[centre + 3] > 0);
        }
    }

    [Fact]
    public void Paint_WeightsNotFinite_AreLeftOut()
    {
        float[] weights = new float[100];
        weights[3] = float.NaN;
        weights[4] = float.NegativeInfinity;

        Assert.All(Opacities(weights), opacity => Assert.Equal(0, opacity));
    }

    private static double MeanHeight(Raster raster, int column)
    {
        double sum = 0, weight = 0;
        for (int row = 0; row < raster.Rows; row++)
        {
            double opacity = raster.Pixels[(row * raster.Columns + column) * 4 + 3];
            sum += opacity * (raster.Box.Top + (row + 0.5) / raster.Rows * raster.Box.Height);
            weight += opacity;
        }
        return sum / weight;
    }

    private static byte[] Opacities(float[] weights)
    {
        Raster raster = Paint(weights);
        return [.. raster.Pixels.Take(raster.Length).Where((_, place) => place % 4 == 3)];
    }

    private static Raster Paint(float[] weights)
    {
        Raster raster = new EdgeDensity(s_from, s_to, new WeightRange(1, 0.01f), Theme.Light, unit: 1).Paint(weights);
        byte[] pixels = raster.Pixels[..raster.Length];
        ArrayPool<byte>.Shared.Return(raster.Pixels);
        return raster with { Pixels = pixels };
    }

    private static LayerPlace Column(string name, int units, float x) =>
        new(new LayerShape { Name = name, Title = name, Units = units }, new UnitGrid(1, units, 40), new Vector2(x, 300), 1);
}
