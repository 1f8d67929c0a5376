using System.Text;
using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Logs;

/// <summary>Prints the log of a run, across broken streams: each byte once.</summary>
internal sealed class RunLog(Server server, Terminal terminal, bool json)
{
    private const int MostBreaks = 30;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // A chunk may end within a character.
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly HashSet<int> _told = [];
    private long _next;
    private bool _isAtLineStart = true;

    /// <summary>Prints it.</summary>
    /// <param name="run"><c>runs/ID</c>.</param>
    /// <param name="offset">Of the first byte wanted; negative: from the end.</param>
    /// <param name="follow">Go on until the run is over.</param>
    /// <exception cref="RpcException">It cannot be had.</exception>
    public async Task<int> ShowAsync(string run, long offset, bool follow, CancellationToken cancellationToken)
    {
        _next = offset;
        for (var breaks = 0; ; breaks++)
        {
            var begin = _next;
            try
            {
                if (await ReadAsync(run, follow, cancellationToken).ConfigureAwait(false)) return ExitCode.Good;
            }
            catch (RpcException broken) when (RpcFailures.IsUnreached(broken) && follow && !cancellationToken.IsCancellationRequested)
            {
                if (_next > begin) breaks = 0;
                // Without a byte in any try there is no service to wait for.
                if (_next == offset || breaks >= MostBreaks) throw;
            }

            await Task.Delay(s_pause, terminal.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    // True at the end of the log; false where the stream broke off.
    private async Task<bool> ReadAsync(string run, bool follow, CancellationToken cancellationToken)
    {
        using var call = server.Training.ReadLogs(new() { Name = run, Offset = _next, Follow = follow }, cancellationToken: cancellationToken);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (part.Chunk is { } chunk) _next = chunk.Offset + chunk.Data.Length;
            if (part.AttemptEnd is { } attempt && !_told.Add(attempt.Attempt)) continue;
            if (json) terminal.WriteJson(part);
            else Print(part);
            if (part.End is not null) return true;
        }

        return false;
    }

    private void Print(ReadLogsResponse part)
    {
        if (part.Chunk is { } chunk)
        {
            var characters = new char[Encoding.UTF8.GetMaxCharCount(chunk.Data.Length)];
            var text = characters.AsSpan(0, _decoder.GetChars(chunk.Data.Span, characters, flush: false));
            terminal.Output.Write(text);
            terminal.Output.Flush();
            if (text.Length > 0) _isAtLineStart = text[^1] == '\n';
        }
        else if (part.AttemptEnd is { Lost: true } attempt)
        {
            if (!_isAtLineStart) terminal.Output.WriteLine();
            _isAtLineStart = true;
            terminal.WriteNote($"-- attempt {attempt.Attempt} was lost, its log may lack its end: {attempt.Reason}");
        }
    }
}
