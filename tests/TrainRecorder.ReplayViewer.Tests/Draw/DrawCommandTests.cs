using System.Xml.Linq;
using CsCheck;
using TrainRecorder.ReplayViewer.Draw;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Layout;

namespace TrainRecorder.ReplayViewer.Tests.Draw;

public sealed class DrawCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Draw_MatrixOfZerosAndOnes_DrawsJustTheOnes()
    {
        float[] matrix = [.. Enumerable.Range(0, 40).Select(place => place * 7 % 5 == 0 ? 1f : 0)];
        await File.WriteAllBytesAsync(_folder["m.npy"], NumpyFiles.Npy(matrix, 4, 10));

        Replay replay = await Replay.RunAsync("draw", "10,4", "-o", _folder["a.svg"], "--weights", _folder["m.npy"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        XElement svg = XElement.Parse(await File.ReadAllTextAsync(_folder["a.svg"]));
        XElement[] lines = [.. svg.Descendants().Where(element => element.Attribute("class") is not null)];
        Assert.Equal(8, lines.Length);
        Assert.All(lines, line => Assert.Equal("p", line.Attribute("class")!.Value));
        Assert.Equal(14, svg.Descendants().Count(element => element.Name.LocalName == "circle"));
        Assert.Contains("32 of 40 weights are zero", svg.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_AnyWeights_DrawsExactlyThoseThatAreNotZeroWithTheirWidths() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8]).SelectMany((inputs, outputs) =>
            Gen.Select(Gen.Const((inputs, outputs)), Gen.OneOf(Gen.Const(0f), Gen.Float[-3, 3]).Array[inputs * outputs])).Sample((shape, weights) =>
        {
            File.WriteAllBytes(_folder["w.npy"], NumpyFiles.Npy(weights, shape.outputs, shape.inputs));
            DrawRequest request = new([shape.inputs, shape.outputs], "a.png", _folder["w.npy"], "title", new SceneOptions());

            using PictureScene scene = Sketch.Compose(request);

            Edge[] edges = scene.Connections.Single().Edges.ToArray();
            Assert.Equal(
                weights.Index().Where(weight => weight.Item != 0).Select(weight => (weight.Index / shape.inputs, weight.Index % shape.inputs, weight.Item)).Order(),
                edges.Select(edge => (edge.Target, edge.Source, edge.Weight)).Order());
            Assert.Equal(edges.OrderBy(edge => MathF.Abs(edge.Weight)).Select(edge => edge.Width), edges.Select(edge => edge.Width).Order());
        }, iter: 60, threads: 1);

    [Fact]
    public void Compose_Rows_PutsLayersBelowOneAnother()
    {
        using PictureScene scene = Sketch.Compose(new DrawRequest([10, 4], "a.png", null, "title", new SceneOptions { Arrangement = NetworkArrangement.Rows }));

        Assert.True(scene.Layers[0].Place.Extent.Bottom < scene.Layers[1].Place.Extent.Top);
    }

    [Fact]
    public void Compose_TooManyLines_ShowsAnAreaInTheirPlaceAndSaysSo()
    {
        using PictureScene scene = Sketch.Compose(new DrawRequest([1000, 300, 50], "a.png", null, "title", new SceneOptions()));

        Assert.Empty(scene.Connections);
        Assert.Equal(2, scene.Drawing.Areas.Count);
        Assert.Contains(scene.Drawing.Labels, label => label.Text == "300,000 weights, not drawn");
        Assert.All(scene.Drawing.Areas, area => Assert.All(area.Points, point => Assert.All(scene.Layers, layer =>
            Assert.False(point.X > layer.Place.Extent.Left + 0.1f && point.X < layer.Place.Extent.Right - 0.1f, "the area covers units"))));
    }

    [Theory]
    [InlineData("2,8,8,1 rows")]
    [InlineData("2,8,8,1 --layout round")]
    public async Task Draw_WrongArguments_AreNamedInOneLine(string arguments)
    {
        Replay replay = await Replay.RunAsync(["draw", "-o", _folder["a.png"], .. arguments.Split(' ')]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains(arguments.Split(' ')[^1], replay.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_ShapeAlone_DrawsEveryLineAlikeAndSaysSo()
    {
        Replay replay = await Replay.RunAsync("draw", "2,8,8,1", "-o", _folder["a.svg"]);

        Assert.Equal(0, replay.ExitCode);
        XElement svg = XElement.Parse(await File.ReadAllTextAsync(_folder["a.svg"]));
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(["Input Layer", "Hidden Layer 1", "Hidden Layer 2", "Output Layer"], texts.Where(text => text.EndsWith("Layer", StringComparison.Ordinal) || text.StartsWith("Hidden", StringComparison.Ordinal)));
        Assert.Contains("2 – 8 – 8 – 1", texts);
        Assert.Contains("64 weights, sizes not given", texts);
        Assert.DoesNotContain(texts, text => text.Contains("epoch", StringComparison.Ordinal) || text.Contains("probe", StringComparison.Ordinal) || text.Contains("weight", StringComparison.Ordinal) && text.Contains("positive", StringComparison.Ordinal));
        Assert.Equal(19, svg.Descendants().Count(element => element.Name.LocalName == "circle"));
    }

    [Theory]
    [InlineData("64,32,10", "auto", 2048 + 320)]
    [InlineData("1000,300,50", "auto", 0)]
    [InlineData("64,32,10", "none", 0)]
    [InlineData("100,100", "all", 10_000)]
    public void Compose_ShapeAlone_DrawsAllLinesOfSmallLayersOnly(string shape, string edges, int lines)
    {
        EdgeChoice choice = edges switch { "all" => new EdgeChoice(EdgeChoiceKind.All), "none" => new EdgeChoice(EdgeChoiceKind.None), _ => EdgeChoice.Auto };
        DrawRequest request = new([.. shape.Split(',').Select(int.Parse)], "a.png", null, "title", new SceneOptions { Edges = choice });

        using PictureScene scene = Sketch.Compose(request);

        Assert.Equal(lines, scene.Connections.Sum(connection => connection.Count.Drawn));
    }

    [Fact]
    public async Task Draw_NamedArrays_AreFoundByName()
    {
        NumpyFiles.WriteNpz(
            _folder["w.npz"],
            ("output.weight.npy", NumpyFiles.Npy([0, 0, 5], 1, 3)),
            ("hidden1.bias.npy", NumpyFiles.Npy([1, 1, 1], 3)),
            ("hidden1.weight.npy", NumpyFiles.Npy([1, 0, 0, -1, 0, 0], 3, 2)));

        using PictureScene scene = Sketch.Compose(new DrawRequest([2, 3, 1], "a.png", _folder["w.npz"], "title", new SceneOptions()));

        Assert.Equal([2, 1], scene.Connections.Select(connection => connection.Count.Drawn));
        Replay top = await Replay.RunAsync("draw", "2,3,1", "-o", _folder["a.svg"], "--weights", _folder["w.npz"], "--edges", "top:1", "--title", "<mine>");
        Assert.Equal(0, top.ExitCode);
        Assert.Contains("&lt;mine&gt;", await File.ReadAllTextAsync(_folder["a.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_WeightsThatDoNotFit_SaysEverythingThatIsWrong()
    {
        NumpyFiles.WriteNpz(
            _folder["w.npz"],
            ("hidden1.weight.npy", NumpyFiles.Npy(new float[6], 2, 3)),
            ("hidden7.weight.npy", NumpyFiles.Npy(new float[6], 2, 3)),
            ("cube.npy", NumpyFiles.Npy(new float[8], 2, 2, 2)));

        Replay replay = await Replay.RunAsync("draw", "2,3,1", "-o", _folder["a.svg"], "--weights", _folder["w.npz"]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Equal(
            """
            replay: 'cube' has 3 axes (2x2x2): weights have two, [out, in], and biases one
            replay: 'hidden7.weight' belongs to no layer: there are hidden1.weight, output.weight
            replay: there is no array 'output.weight'
            replay: 'hidden1.weight' is 2x3: the weights into hidden1 are 3x2, [out, in]; transpose it

            """,
            replay.Errors.ReplaceLineEndings("\n"));
        Assert.Equal(["w.npz"], _folder.Names());
    }

    [Fact]
    public async Task Draw_WeightsThatAreNoArrays_IsBadInOneLine()
    {
        await File.WriteAllTextAsync(_folder["w.npz"], "PK, but no archive");

        Replay replay = await Replay.RunAsync("draw", "2,3,1", "-o", _folder["a.svg"], "--weights", _folder["w.npz"]);

        Assert.Equal(1, replay.ExitCode);
        Assert.StartsWith("replay: ", replay.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 -o a.png", "SHAPE must have 2 to 64 layers")]
    [InlineData("2,x,0 -o a.png --size 9", "layer 2 must have", "layer 3 must have", "--size must be")]
    [InlineData("2,3 -o a.png --edges some", "--edges must be")]
    [InlineData("2,3 -o a.png --edges top:0", "--edges must be")]
    [InlineData("2,3 -o a.png --edges share:1.5", "--edges must be")]
    [InlineData("2,3 -o a.png --edges top:3", "give --weights too")]
    [InlineData("20000,20000 -o a.png --edges all --weights none.npz", "at most 1,000,000 are drawn", "there is no file 'none.npz'")]
    [InlineData("2,3", "--output")]
    [InlineData("2,3 -o a.bmp", "must end in")]
    public async Task Draw_WrongUsage_SaysEverythingThatIsWrong(string arguments, params string[] messages)
    {
        Replay replay = await Replay.RunAsync(["draw", .. arguments.Split(' ').Select(word => word.StartsWith("a.", StringComparison.Ordinal) ? _folder[word] : word)]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Equal(messages.Length, replay.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(messages, message => Assert.Contains(message, replay.Errors, StringComparison.Ordinal));
        Assert.Empty(_folder.Names());
    }
}
