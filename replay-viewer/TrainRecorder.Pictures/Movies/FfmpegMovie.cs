using System.Diagnostics;
using System.Globalization;
using TrainRecorder.Pictures.Painting;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Pictures.Movies;

/// <summary>A movie that a process of ffmpeg encodes while its frames are painted. One frame at a time. Disposed before its end, it stops the process.</summary>
public sealed class FfmpegMovie : IAsyncDisposable
{
    private const int LinesKept = 4;

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Queue<string> _lines = new();

    private FfmpegMovie(Process process)
    {
        _process = process;
        _reading = ReadErrorsAsync();
    }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts an encoder.</summary>
    /// <param name="program">The path of ffmpeg (<see cref="FfmpegProgram.Find"/>).</param>
    /// <param name="format">The format of the file.</param>
    /// <param name="width">Pixels of every frame.</param>
    /// <param name="height">Pixels of every frame.</param>
    /// <param name="framesPerSecond">Frames a second.</param>
    /// <param name="background">What an odd side is filled up with.</param>
    /// <param name="output">The file; replaced.</param>
    /// <exception cref="IOException">ffmpeg cannot be started.</exception>
    public static FfmpegMovie Start(string program, MovieFormat format, int width, int height, double framesPerSecond, Rgb background, string output)
    {
        string rate = framesPerSecond.ToString("0.######", CultureInfo.InvariantCulture), colour = "0x" + background.ToString()[1..];
        ProcessStartInfo start = new(program, FfmpegProgram.Arguments(format, width, height, rate, colour, output))
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return new FfmpegMovie(Process.Start(start) ?? throw new IOException($"'{program}' does not start"));
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new IOException($"'{program}' does not start: {error.Message}", error);
        }
    }

    /// <summary>Adds what was painted last.</summary>
    /// <param name="surface">The frame.</param>
    /// <param name="count">How many times it is shown, at least 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">ffmpeg has given up; says why.</exception>
    public async Task AddAsync(PictureSurface surface, int count, CancellationToken cancellationToken)
    {
        try
        {
            for (int time = 0; time < count; time++)
            {
                for (int row = 0; row < surface.PixelHeight; row += RowsAtOnce)
                {
                    ReadOnlyMemory<byte> rows = surface.Rows(row, Math.Min(RowsAtOnce, surface.PixelHeight - row));
                    await _process.StandardInput.BaseStream.WriteAsync(rows, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (IOException)
        {
            // The pipe is closed because ffmpeg ended; what it said tells why.
            await EndAsync(cancellationToken).ConfigureAwait(false);
            throw Failure();
        }
    }

    /// <summary>Ends the movie.</summary>
    /// <exception cref="IOException">ffmpeg failed; says why.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nothing is left to flush into a process that ended; its exit code is looked at below.
        }
        await EndAsync(cancellationToken).ConfigureAwait(false);
        if (_process.ExitCode != 0)
            throw Failure();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await EndAsync(CancellationToken.None).ConfigureAwait(false);
        }
        _process.Dispose();
    }

    private const int RowsAtOnce = 64;

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private IOException Failure() => new($"ffmpeg failed (exit code {_process.ExitCode}): {(_lines.Count > 0 ? string.Join("; ", _lines) : "it did not say why")}");

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            _lines.Enqueue(line.Trim());
            if (_lines.Count > LinesKept)
                _lines.Dequeue();
        }
    }
}
