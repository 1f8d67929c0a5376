using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Shows on a terminal how many frames are done, with a bar and the time left; says nothing elsewhere.</summary>
internal sealed class FrameProgress : IProgress<(int Done, int All)>
{
    private const int BarWidth = 30;
    private const int DrawnEveryMilliseconds = 100;

    private readonly TextWriter? _terminal;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _drawn = -DrawnEveryMilliseconds;

    private FrameProgress(TextWriter? terminal) => _terminal = terminal;

    /// <summary>Progress on a writer, if that is a terminal.</summary>
    public static FrameProgress On(TextWriter errors) =>
        new(ReferenceEquals(errors, Console.Error) && !Console.IsErrorRedirected ? errors : null);

    /// <inheritdoc/>
    public void Report((int Done, int All) value)
    {
        if (_terminal is null)
            return;
        long now = _watch.ElapsedMilliseconds;
        if (value.Done == value.All)
            _terminal.Write("\r\u001b[K");
        else if (now - _drawn >= DrawnEveryMilliseconds)
        {
            _drawn = now;
            _terminal.Write("\r" + Line(value.Done, value.All, _watch.Elapsed) + "\u001b[K");
        }
    }

    /// <summary>The line after some time: a bar, the frames, frames a second, the time left.</summary>
    internal static string Line(int done, int all, TimeSpan elapsed)
    {
        int filled = (int)((long)done * BarWidth / Math.Max(all, 1));
        double rate = done / Math.Max(elapsed.TotalSeconds, 1e-3);
        TimeSpan left = TimeSpan.FromSeconds((all - done) / Math.Max(rate, 1e-3));
        string bar = new string('█', filled) + new string('░', BarWidth - filled);
        return string.Create(CultureInfo.InvariantCulture, $"{bar} {done} of {all} frames · {rate:0.0} a second · {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
