namespace TrainRecorder.Pictures.Movies;

/// <summary>The program ffmpeg, if the machine has it.</summary>
public static class FfmpegProgram
{
    private static readonly string s_name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";

    /// <summary>What is said where it is missing, one line.</summary>
    public const string Missing =
        "this format needs ffmpeg, which is not installed (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg); .webp needs nothing";

    /// <summary>Looks for it in the folders of <c>PATH</c>; null if it is in none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, s_name))
        .FirstOrDefault(File.Exists);

    /// <summary>The arguments that turn raw frames on the standard input into a file.</summary>
    /// <param name="format">The format of the file.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="framesPerSecond">Frames a second, as ffmpeg reads numbers.</param>
    /// <param name="background">What an odd side is filled up with, <c>0xrrggbb</c>: the encoders want even ones.</param>
    /// <param name="output">The file; replaced.</param>
    /// <remarks>No dates and versions are written, and the number of threads is fixed, so that the same frames give the same bytes on one machine.</remarks>
    internal static IReadOnlyList<string> Arguments(MovieFormat format, int width, int height, string framesPerSecond, string background, string output) =>
    [
        "-hide_banner", "-nostdin", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", $"{width}x{height}", "-framerate", framesPerSecond, "-i", "pipe:0",
        "-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        .. format switch
        {
            MovieFormat.Gif => ["-filter_complex", "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1:dither=bayer:bayer_scale=5", "-f", "gif"],
            MovieFormat.Webm =>
            [
                "-vf", Video(background), "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "5", "-row-mt", "1", "-threads", "4",
                "-crf", "28", "-b:v", "0", "-g", "120", .. s_colours, "-f", "webm",
            ],
            _ => (string[])
            [
                "-vf", Video(background), "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "4",
                .. s_colours, "-movflags", "+faststart", "-f", "mp4",
            ],
        },
        output,
    ];

    private static readonly string[] s_colours = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"];

    private static string Video(string background) =>
        $"pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:{background},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";
}
