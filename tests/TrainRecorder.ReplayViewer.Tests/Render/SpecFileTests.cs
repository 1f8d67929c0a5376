using System.Text.Json;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests.Render;

public sealed class SpecFileTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Render_Spec_SaysEverythingAndOptionsOverrideIt()
    {
        await WriteAsync(new { recording = recordings.Sealed, output = _folder["a.svg"], epoch = 2, theme = "dark", edges = "top:50", size = "640x360" });
        Replay replay = await Replay.RunAsync("render", "--spec", _folder["spec.json"], "--epoch", "3");

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        string svg = await File.ReadAllTextAsync(_folder["a.svg"]);
        Assert.Contains("epoch 3 of 5", svg, StringComparison.Ordinal);
        Assert.Contains("strongest 50 of 2,048", svg, StringComparison.Ordinal);
        Assert.Contains("width=\"640\"", svg, StringComparison.Ordinal);
        Assert.Contains("#0e1217", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_WrongSpec_SaysEveryViolationWithItsPath()
    {
        await WriteAsync(new { recording = recordings.Sealed, output = "a.bmp", epoch = "2", theme = "pink", colour = 1, edges = "top:x", interpolate = 1 });
        Replay replay = await Replay.RunAsync("render", "--spec", _folder["spec.json"]);

        Assert.Equal(2, replay.ExitCode);
        foreach (string path in new[] { "$.output must end in", "$.epoch must be a number, not a string", "$.theme must be light or dark", "$.colour is not known", "$.edges must be", "$.interpolate must be true or false, not a number" })
            Assert.Contains(path, replay.Errors, StringComparison.Ordinal);
        Assert.Equal(6, replay.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "$ must be an object, not an array")]
    [InlineData("{}", "the recording is missing")]
    public async Task Render_NoSuchSpec_SaysSo(string text, string message)
    {
        await File.WriteAllTextAsync(_folder["spec.json"], text);
        Replay replay = await Replay.RunAsync("render", "--spec", _folder["spec.json"]);

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains(message, replay.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_PrintSpec_GivesAFileThatSaysTheSame()
    {
        Replay printed = await Replay.RunAsync(
            "render", recordings.Sealed, "-o", _folder["a.webp"], "--seconds", "1.5", "--interpolate", "--edge-by", "change", "--ring", "bias", "--print-spec");
        Assert.Equal((0, ""), (printed.ExitCode, printed.Errors));
        Assert.Empty(_folder.Names());
        await File.WriteAllTextAsync(_folder["spec.json"], printed.Output);
        Replay again = await Replay.RunAsync("render", "--spec", _folder["spec.json"], "--print-spec");

        Assert.Equal(printed.Output, again.Output);
        using JsonDocument document = JsonDocument.Parse(printed.Output);
        Assert.Equal(1.5, document.RootElement.GetProperty("seconds").GetDouble());
        Assert.True(document.RootElement.GetProperty("interpolate").GetBoolean());
    }

    private Task WriteAsync(object spec) => File.WriteAllTextAsync(_folder["spec.json"], JsonSerializer.Serialize(spec));
}
