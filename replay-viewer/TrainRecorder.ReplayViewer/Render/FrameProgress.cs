namespace TrainRecorder.ReplayViewer.Render;

/// <summary>Says on a terminal how many frames are done; says nothing elsewhere.</summary>
internal sealed class FrameProgress : IProgress<(int Done, int All)>
{
    private readonly TextWriter? _terminal;

    private FrameProgress(TextWriter? terminal) => _terminal = terminal;

    /// <summary>Progress on a writer, if that is a terminal.</summary>
    public static FrameProgress On(TextWriter errors) =>
        new(ReferenceEquals(errors, Console.Error) && !Console.IsErrorRedirected ? errors : null);

    /// <inheritdoc/>
    public void Report((int Done, int All) value)
    {
        if (_terminal is null)
            return;
        _terminal.Write($"\rframe {value.Done} of {value.All}");
        if (value.Done == value.All)
            _terminal.Write("\r\u001b[K");
    }
}
