using System.Buffers.Binary;
using System.Xml.Linq;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Figures;
using TrainRecorder.Scene.Tests.Recordings;

namespace TrainRecorder.ReplayViewer.Tests;

public sealed class ChartCommandTests(KnownRecordingFixture fixture) : IClassFixture<KnownRecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. FigureKind.All.Select(kind => kind.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Chart_Svg_IsWellFormedAndSaysWhatItShows(string kind)
    {
        Replay replay = await Replay.RunAsync("chart", fixture.Recording.Path, "--kind", kind, "-o", _folder["a.svg"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        XElement svg = XElement.Parse(await File.ReadAllTextAsync(_folder["a.svg"]));
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Contains(texts, text => text.Contains("known", StringComparison.Ordinal));
        Assert.Contains(texts, text => text is "epoch" or "class");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Chart_Pdf_HasItsTexts(string kind)
    {
        Replay replay = await Replay.RunAsync("chart", fixture.Recording.Path, "--kind", kind, "-o", _folder["a.pdf"], "--theme", "dark");

        Assert.Equal(0, replay.ExitCode);
        byte[] pdf = await File.ReadAllBytesAsync(_folder["a.pdf"]);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.True(pdf.AsSpan().IndexOf("/Font"u8) > 0);
    }

    [Fact]
    public async Task Chart_Png_HasTheAskedSizeAndTheSameBytesAgain()
    {
        foreach (string name in new[] { "a.png", "b.png" })
            Assert.Equal(0, (await Replay.RunAsync("chart", fixture.Recording.Path, "--kind", "weights", "-o", _folder[name], "--size", "640x360")).ExitCode);

        byte[] png = await File.ReadAllBytesAsync(_folder["a.png"]);
        Assert.Equal((640, 360), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal(png, await File.ReadAllBytesAsync(_folder["b.png"]));
    }

    [Fact]
    public async Task Chart_Layers_ShowsThoseOnly()
    {
        Replay replay = await Replay.RunAsync(
            "chart", fixture.Recording.Path, "--kind", "updates", "-o", _folder["a.svg"], "--layer", "hidden2", "--layer", "output", "--epochs", "3..9");

        Assert.Equal(0, replay.ExitCode);
        string svg = await File.ReadAllTextAsync(_folder["a.svg"]);
        Assert.Contains(">hidden2<", svg, StringComparison.Ordinal);
        Assert.Contains(">output<", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">hidden1<", svg, StringComparison.Ordinal);
        Assert.Contains("epochs 3 to 9", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_WhatWasNotRecorded_SaysSoInOneLineAndIsBad()
    {
        Replay replay = await Replay.RunAsync("chart", fixture.Recording.Path, "--kind", "saturation", "-o", _folder["a.png"], "--layer", "output");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("saturation cannot be shown: the recording does not have output.saturation", replay.Error(), StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Theory]
    [InlineData("a.png --kind pie --size 9", "--kind must be one of", "--size must be")]
    [InlineData("a.png --kind loss --epochs 9..2 --theme pink", "--epochs must be", "--theme must be")]
    [InlineData("a.png --kind updates --layer hidden9 --layer input", "no layer 'hidden9'", "no layer 'input'")]
    [InlineData("a.png --kind updates --layer hidden9 --epochs 3..99", "'hidden9'", "reaches beyond the recording")]
    [InlineData("a.bmp --kind pie", "must end in", "--kind must be one of")]
    [InlineData("a.png", "--kind")]
    public async Task Chart_WrongUsage_SaysEverythingThatIsWrong(string arguments, params string[] messages)
    {
        string[] words = arguments.Split(' ');
        Replay replay = await Replay.RunAsync(["chart", fixture.Recording.Path, "-o", _folder[words[0]], .. words[1..]]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Equal(messages.Length, replay.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(messages, message => Assert.Contains(message, replay.Errors, StringComparison.Ordinal));
        Assert.Empty(_folder.Names());
    }
}
