using System.Buffers.Binary;
using System.Xml.Linq;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests;

public sealed class RenderCommandTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Render_Png_HasTheAskedSize()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.png"], "--epoch", "2", "--size", "640x360");

        Assert.Equal(0, replay.ExitCode);
        byte[] png = await File.ReadAllBytesAsync(_folder["a.png"]);
        Assert.Equal("PNG"u8.ToArray(), png[1..4]);
        Assert.Equal((640, 360), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Fact]
    public async Task Render_Svg_ShowsTheAskedEpoch()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.svg"], "--epoch", "2");

        Assert.Equal(0, replay.ExitCode);
        XElement svg = XElement.Parse(await File.ReadAllTextAsync(_folder["a.svg"]));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.StartsWith("epoch 2 of 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_NoEpoch_ShowsTheLast()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.svg"]);

        Assert.Equal(0, replay.ExitCode);
        Assert.Contains("epoch 5 of 5", await File.ReadAllTextAsync(_folder["a.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_LiveFolder_GivesThePictureOfTheSealedFile()
    {
        Assert.Equal(0, (await Replay.RunAsync("render", recordings.Live, "-o", _folder["live.png"], "--size", "480x270")).ExitCode);
        Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["sealed.png"], "--size", "480x270")).ExitCode);

        Assert.Equal(await File.ReadAllBytesAsync(_folder["sealed.png"]), await File.ReadAllBytesAsync(_folder["live.png"]));
    }

    [Fact]
    public async Task Render_Epochs_MakesAnAnimationWithAFrameEach()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.webp"], "--epochs", "1..4", "--fps", "4", "--size", "480x270");

        Assert.Equal(0, replay.ExitCode);
        byte[] webp = await File.ReadAllBytesAsync(_folder["a.webp"]);
        Assert.Equal(4, CountOf(webp, "ANMF"u8));
        Assert.Contains("4 frames", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Twice_GivesTheSameBytes()
    {
        foreach (string name in new[] { "a.webp", "b.webp" })
            Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder[name], "--epochs", "0..5", "--size", "480x270", "--theme", "dark")).ExitCode);

        Assert.Equal(await File.ReadAllBytesAsync(_folder["a.webp"]), await File.ReadAllBytesAsync(_folder["b.webp"]));
    }

    [Fact]
    public async Task Render_ExistingFile_IsReplacedAndNothingElseIsLeft()
    {
        await File.WriteAllTextAsync(_folder["a.png"], "old");

        Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.png"], "--size", "480x270")).ExitCode);

        Assert.Equal(["a.png"], _folder.Names());
        Assert.NotEqual("old", await File.ReadAllTextAsync(_folder["a.png"]));
    }

    [Theory]
    [InlineData("a.bmp", "--output must end in .png, .jpg, .webp, .svg, .pdf, .gif, .mp4 or .webm")]
    [InlineData("a", "--output must end in .png")]
    [InlineData("a.png --epoch 9", "there is no epoch 9: the recording has epochs 0 to 5")]
    [InlineData("a.png --epoch x", "--epoch must be a whole number")]
    [InlineData("a.png --epoch -1", "--epoch must be a whole number")]
    [InlineData("a.png --epoch 1 --epochs 1..2", "exclude each other")]
    [InlineData("a.png --epochs 1..2", "must end in .webp")]
    [InlineData("a.webp --epochs 2..1", "--epochs must be two whole numbers")]
    [InlineData("a.webp --epochs 1-2", "--epochs must be two whole numbers")]
    [InlineData("a.webp --epochs 3..9", "reaches beyond the recording: the recording has epochs 0 to 5")]
    [InlineData("a.png --fps 5", "--fps is for movies")]
    [InlineData("a.webp --epochs 0..1 --fps 0", "--fps must be a number from 0.1 to 60")]
    [InlineData("a.png --size 100", "--size must be width and height")]
    [InlineData("a.png --size 100x100", "--size must be from 480x270 to 7680x4320")]
    [InlineData("a.png --size 99999x99999", "--size must be from 480x270 to 7680x4320")]
    [InlineData("a.png --size 7680x7680", "--size must be from 480x270 to 7680x4320")]
    [InlineData("a.png --theme pink", "--theme must be light or dark")]
    [InlineData("a.png --scale 9", "--scale must be a number from 0.25 to 8")]
    [InlineData("a.png --size 7680x4320 --scale 2", "--scale makes 15360x8640 pixels")]
    [InlineData("a.png --layout round", "--layout must be auto, rows, columns or blocks")]
    [InlineData("a.png --fill colour", "--fill must be auto, saturation")]
    [InlineData("a.png --edges top:0", "--edges must be auto, all, none, top:N")]
    [InlineData("a.png --edges share:1.5", "--edges must be auto, all, none, top:N")]
    [InlineData("a.png --edge-by size", "--edge-by must be weight, contribution, change or gradient")]
    [InlineData("a.png --view table", "--view must be network, heatmap, filters or kernels")]
    [InlineData("a.png --view kernels", "no layer of this network has kernels")]
    [InlineData("a.png --view heatmap --layer input", "the layer 'input' has no recorded weights: choose hidden1, output")]
    [InlineData("a.png --view heatmap --fill bias", "--fill is for --view network")]
    [InlineData("a.png --layer hidden1", "--layer is for --view heatmap, filters and kernels")]
    [InlineData("a.png --seconds 2", "--seconds makes a movie")]
    [InlineData("a.mp4 --epoch 2", "--epoch is for pictures, and a .mp4 file moves")]
    [InlineData("a.gif --fps 60", "--fps of a .gif must be at most 50")]
    [InlineData("missing/a.png", "does not exist")]
    [InlineData("a.png --colour red", "--colour")]
    public async Task Render_WrongUsage_SaysSoInOneLineAndWritesNothing(string arguments, string message)
    {
        string[] words = arguments.Split(' ');
        Replay replay = await Replay.RunAsync(["render", recordings.Sealed, "-o", _folder[words[0]], .. words[1..]]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains(message, replay.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", replay.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task Render_SampleBeyondTheProbe_SaysHowManyThereAre()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.png"], "--sample", "4");

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("there is no sample 4: the probe has 4, from 0 to 3", replay.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.jpg", 0xFF, 0xD8)]
    [InlineData("a.pdf", '%', 'P')]
    [InlineData("a.webp", 'R', 'I')]
    public async Task Render_OtherStills_AreOfTheirKind(string name, int first, int second)
    {
        Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder[name], "--size", "480x270")).ExitCode);

        byte[] file = await File.ReadAllBytesAsync(_folder[name]);
        Assert.Equal((first, second), (file[0], file[1]));
    }

    [Fact]
    public async Task Render_Scale_GivesMorePixelsOfTheSamePicture()
    {
        Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.png"], "--size", "480x270", "--scale", "2")).ExitCode);

        byte[] png = await File.ReadAllBytesAsync(_folder["a.png"]);
        Assert.Equal((960, 540), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Theory]
    [InlineData("--layout rows --ring bias", "ring: bias, hidden1")]
    [InlineData("--fill bias", "bias, output")]
    [InlineData("--edge-by contribution --sample 1 --fill activation", "positive contribution")]
    [InlineData("--edge-by change", "positive change")]
    [InlineData("--edge-by gradient", "gradients not recorded at this epoch")]
    [InlineData("--edges top:100", "strongest 100 of 2,048 weights")]
    [InlineData("--edges none", "edges not drawn")]
    [InlineData("--edges share:0.5", "of 2,048 weights")]
    [InlineData("--view heatmap", "32 outputs (down) × 64 inputs")]
    [InlineData("--view filters", "32 filters of 8×8 weights")]
    [InlineData("--edge-by change --epoch 0", "no epoch before to compare with")]
    public async Task Render_Options_AreSaidInThePicture(string options, string said)
    {
        Replay replay = await Replay.RunAsync(["render", recordings.Sealed, "-o", _folder["a.svg"], .. options.Split(' ')]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Contains(said, await File.ReadAllTextAsync(_folder["a.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Interpolate_MovesBetweenEpochs()
    {
        Replay replay = await Replay.RunAsync(
            "render", recordings.Sealed, "-o", _folder["a.webp"], "--epochs", "0..2", "--seconds", "0.5", "--fps", "10", "--interpolate", "--size", "480x270");

        Assert.Equal(0, replay.ExitCode);
        Assert.Equal(5, CountOf(await File.ReadAllBytesAsync(_folder["a.webp"]), "ANMF"u8));
    }

    [Fact]
    public async Task Render_NoOutput_IsWrongUsage()
    {
        Replay replay = await Replay.RunAsync("render", recordings.Sealed);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("--output", replay.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OutputIsAFolder_IsWrongUsage()
    {
        Directory.CreateDirectory(_folder["a.png"]);

        Replay replay = await Replay.RunAsync("render", recordings.Sealed, "-o", _folder["a.png"]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("is a folder", replay.Error(), StringComparison.Ordinal);
    }

    private static int CountOf(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        int count = 0;
        for (int place = 12; place + 8 <= file.Length;)
        {
            if (file.Slice(place, 4).SequenceEqual(name))
                count++;
            int length = BinaryPrimitives.ReadInt32LittleEndian(file[(place + 4)..]);
            place += 8 + length + (length & 1);
        }
        return count;
    }
}
