using System.Diagnostics;
using TrainRecorder.Pictures.Movies;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.ReplayViewer.Tests.Render;

public sealed class MovieTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.mp4", "h264")]
    [InlineData("a.webm", "vp9")]
    [InlineData("a.gif", "gif")]
    public async Task Render_Movie_HasTheFramesAskedFor(string name, string codec)
    {
        SkipWithoutFfmpeg();
        Replay replay = await Replay.RunAsync(
            "render", recordings.Sealed, "-o", _folder[name], "--seconds", "1", "--fps", "6", "--interpolate", "--size", "481x271");

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Equal([name], _folder.Names());
        string probe = await ProbeAsync(_folder[name]);
        Assert.Contains($"codec_name={codec}", probe, StringComparison.Ordinal);
        Assert.Contains("nb_read_frames=6", probe, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_MovieTwice_GivesTheSameBytes()
    {
        SkipWithoutFfmpeg();
        foreach (string name in new[] { "a.mp4", "b.mp4" })
            Assert.Equal(0, (await Replay.RunAsync("render", recordings.Sealed, "-o", _folder[name], "--size", "480x270")).ExitCode);

        Assert.Equal(await File.ReadAllBytesAsync(_folder["a.mp4"]), await File.ReadAllBytesAsync(_folder["b.mp4"]));
    }

    [Fact]
    public async Task Render_NoFfmpeg_SaysInOneLineWhatToInstall()
    {
        ProcessStartInfo start = new(DotnetPath(), [Path.Combine(AppContext.BaseDirectory, "replay.dll"), "render", recordings.Sealed, "-o", _folder["a.mp4"]])
        {
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = _folder.Path;
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync().WaitAsync(s_longest);
        await process.WaitForExitAsync().WaitAsync(s_longest);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("needs ffmpeg, which is not installed (Debian: apt-get install ffmpeg", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task AddAsync_EncoderThatFails_GivesItsLastLines()
    {
        SkipWithoutFfmpeg();
        await using FfmpegMovie movie = FfmpegMovie.Start(FfmpegProgram.Find()!, MovieFormat.Mp4, 64, 64, 10, new Rgb(0, 0, 0), Path.Combine(_folder.Path, "none", "a.mp4"));
        using PictureSurface surface = new(64, 64);
        IOException error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (int frame = 0; frame < 1000; frame++)
                await movie.AddAsync(surface, 1, TestContext.Current.CancellationToken).WaitAsync(s_longest);
            await movie.CompleteAsync(TestContext.Current.CancellationToken).WaitAsync(s_longest);
        });

        Assert.StartsWith("ffmpeg failed (exit code ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_BeforeTheEnd_StopsTheEncoder()
    {
        SkipWithoutFfmpeg();
        using PictureSurface surface = new(64, 64);
        FfmpegMovie movie = FfmpegMovie.Start(FfmpegProgram.Find()!, MovieFormat.Mp4, 64, 64, 10, new Rgb(0, 0, 0), _folder["a.mp4"]);
        await movie.AddAsync(surface, 1, TestContext.Current.CancellationToken).WaitAsync(s_longest);
        int id = movie.ProcessId;
        await movie.DisposeAsync().AsTask().WaitAsync(s_longest);

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesNothing()
    {
        SkipWithoutFfmpeg();
        using CancellationTokenSource stop = new();
        using StringWriter output = new();
        ReplayViewer.Render.RenderRequest request = ReplayViewer.Render.RenderRequest.Create(new Dictionary<string, string>
        {
            ["recording"] = recordings.Sealed, ["output"] = _folder["a.mp4"], ["seconds"] = "600", ["interpolate"] = "true", ["size"] = "480x270",
        });
        StopAtThird progress = new(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReplayViewer.Render.Renderer.RenderAsync(request, progress, stop.Token).WaitAsync(s_longest));

        Assert.Empty(_folder.Names());
    }

    private static string DotnetPath() => Path.Combine(
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private static void SkipWithoutFfmpeg() => Assert.SkipWhen(FfmpegProgram.Find() is null, "ffmpeg is not installed (Debian: apt-get install ffmpeg)");

    private static async Task<string> ProbeAsync(string file)
    {
        ProcessStartInfo start = new("ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames", file]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_longest);
        await process.WaitForExitAsync().WaitAsync(s_longest);
        return output;
    }

    private sealed class StopAtThird(CancellationTokenSource stop) : IProgress<(int Done, int All)>
    {
        public void Report((int Done, int All) value)
        {
            if (value.Done == 3)
                stop.Cancel();
        }
    }
}
