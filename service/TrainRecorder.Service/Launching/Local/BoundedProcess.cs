using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>
/// Asks the worker's program one question about a file, in a process of its own with limits on memory and time: what a caller
/// supplied may be made to break its reader.
/// </summary>
internal static class BoundedProcess
{
    private const int MaxAnswer = 32 << 20;

    /// <summary>Starts it and hears it out.</summary>
    /// <param name="arguments">The question.</param>
    /// <param name="memory">Bytes of memory.</param>
    /// <param name="limit">Time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BoundedProcessException">It took longer than it may, or could not be started.</exception>
    public static async Task<BoundedAnswer> AskAsync(IReadOnlyList<string> arguments, long memory, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = WorkerProgram.Start(arguments);
        // The variable is read as hexadecimal.
        start.Environment["DOTNET_GCHeapHardLimit"] = memory.ToString("x", CultureInfo.InvariantCulture);
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var process = Process.Start(start) ?? throw new BoundedProcessException("The reader could not be started.", limit: false);
        try
        {
            process.StandardInput.Close();
            var answer = ReadAsync(process.StandardOutput.BaseStream, either.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, either.Token);
            await process.WaitForExitAsync(either.Token);
            return new BoundedAnswer(process.ExitCode, await answer, await errors);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BoundedProcessException($"Reading the file took longer than {limit.TotalSeconds:0.###} s.", limit: true);
        }
        finally
        {
            ProcessEnd.Kill(process);
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            // What is too long is read to its end, so that the process can end, and not kept.
            if (text.Length < MaxAnswer) text.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}

/// <summary>How a process answered.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Text">What it printed.</param>
/// <param name="Errors">What it printed on its error stream.</param>
internal sealed record BoundedAnswer(int Code, string Text, string Errors)
{
    /// <summary>Why an answer that is none is none.</summary>
    /// <param name="memory">Bytes of memory that the process had.</param>
    public BoundedProcessException ToException(long memory) => Errors.Contains("memory", StringComparison.OrdinalIgnoreCase)
        ? new($"The file takes more memory to read than the {memory >> 20} MiB that a file may.", limit: true)
        : new($"The reader of the file ended with exit code {Code.ToString(CultureInfo.InvariantCulture)}.", limit: false);
}

/// <summary>A question about a file was not answered.</summary>
/// <param name="message">Why, a sentence for people.</param>
/// <param name="limit">The file is to blame: it takes more memory or time than a file may.</param>
internal sealed class BoundedProcessException(string message, bool limit) : Exception(message)
{
    /// <summary>The file takes more memory or time than a file may.</summary>
    public bool Limit { get; } = limit;
}
