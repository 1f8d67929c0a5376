using Spectre.Console;

namespace TrainRecorder.Client.Output;

/// <summary>A line that moves while bytes go over the wire, for a person at a terminal; nothing for programs.</summary>
internal static class TransferLine
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the transfer and shows how far it is.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="what">Such as <c>uploading digits.csv</c>.</param>
    /// <param name="size">All bytes; 0 if that is not known.</param>
    /// <param name="transfer">Does it; calls its argument with the number of further bytes.</param>
    public static async Task<T> ShowAsync<T>(Terminal terminal, string what, long size, Func<Action<long>, Task<T>> transfer)
    {
        if (!terminal.IsInteractive) return await transfer(_ => { }).ConfigureAwait(false);

        var console = terminal.ErrorConsole;
        return await console.Live(Text.Empty).AutoClear(true).StartAsync(async live =>
        {
            var (done, shown) = (0L, 0L);
            Markup Picture()
            {
                var text = size > 0 ? $"{what} {Quantities.Bytes(done)} of {Quantities.Bytes(size)}" : $"{what} {Quantities.Bytes(done)}";
                var bar = size > 0 ? ProgressBar.Markup(console, Math.Clamp((double)done / size, 0, 1), text.Length) + " " : "";
                return new Markup(bar + text.EscapeMarkup()).Overflow(Overflow.Ellipsis);
            }

            live.UpdateTarget(Picture());
            return await transfer(more =>
            {
                done += more;
                if (shown != 0 && terminal.Time.GetElapsedTime(shown) < s_interval) return;
                shown = terminal.Time.GetTimestamp();
                live.UpdateTarget(Picture());
                live.Refresh();
            }).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
