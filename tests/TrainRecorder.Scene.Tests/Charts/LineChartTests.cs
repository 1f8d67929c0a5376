using TrainRecorder.Scene.Charts;
using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Tests.Charts;

public sealed class LineChartTests
{
    /// <summary>A run that diverges at once has one finite loss: it is seen.</summary>
    [Fact]
    public void Draw_ValueBetweenGaps_IsAPoint()
    {
        Drawing drawing = new();

        Chart([double.NaN, 3, double.NaN, double.NaN]).Draw(drawing);

        Assert.Single(drawing.Discs);
    }

    [Fact]
    public void Draw_GapInTheMiddle_BreaksTheLine()
    {
        Drawing drawing = new(), whole = new();

        Chart([1, 2, double.NaN, 2, 1]).Draw(drawing);
        Chart([1, 2, 2, 2, 1]).Draw(whole);

        Assert.Empty(drawing.Discs);
        Assert.Equal(whole.Strokes.Count + 1, drawing.Strokes.Count);
    }

    private static LineChart Chart(double[] values) =>
        new("loss", [.. Enumerable.Range(0, values.Length)], new Curve(values), Curve.Empty, null, new Box(0, 0, 400, 160), new TypeScale(1600, 900), Theme.Light);
}
