using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Logs;

/// <summary>Tells one caller what the workers of a run printed, and how their attempts ended.</summary>
internal sealed class LogReading(RunCatalogue catalogue, DataFolder data, LiveWorkers workers, RunSignals signals, ServiceOptions options, TimeProvider time)
{
    private const int ChunkBytes = 64 << 10;

    /// <summary>Tells what is there; following, until the run is terminal and its last worker gone.</summary>
    /// <exception cref="RpcException">As <c>TrainingService.ReadLogs</c> says.</exception>
    public async Task TellAsync(ReadLogsRequest request, Func<ReadLogsResponse, Task> tell, CancellationToken cancellationToken)
    {
        if (!RunName.TryParse(request.Name, out var id)) throw Faults.NoRun(request.Name);
        using var changed = signals.Subscribe(RunSignals.LogOf(id));
        var (complete, ended) = await LookAsync(id, request.Name, cancellationToken);
        var position = Begin(LogFile.In(data.Run(id)), request.Offset);
        var told = 0;
        while (true)
        {
            position = await PumpAsync(data.Run(id), position, tell, cancellationToken);
            foreach (var attempt in ended.Skip(told)) await tell(new ReadLogsResponse { AttemptEnd = Describe(attempt) });
            told = ended.Count;
            if (complete || !request.Follow)
            {
                await tell(new ReadLogsResponse { End = new LogEnd { NextOffset = position, Complete = complete } });
                return;
            }

            await changed.WaitAsync(options.BookmarkInterval, time, cancellationToken);
            (complete, ended) = await LookAsync(id, request.Name, cancellationToken);
        }
    }

    private static long Begin(List<LogFile> files, long offset)
    {
        var end = End(files);
        if (offset > end) throw Faults.Of(StatusCode.OutOfRange, $"The offset must be at most {end}, where the log ends now.");
        return offset < 0 ? Math.Max(0, end + offset) : offset;
    }

    private static long End(List<LogFile> files) => files.Count == 0 ? 0 : files[^1].Start + new FileInfo(files[^1].Path).Length;

    private static AttemptEnd Describe(AttemptRow attempt) => new()
    {
        Attempt = attempt.Number,
        Lost = attempt.ClosedAs == AttemptOutcome.Unspecified,
        Reason = attempt.EndReason,
        EndTime = attempt.EndTime!.Value.ToTimestamp(),
    };

    // First whether the run is over, for no worker comes after that; whether one may still print; how attempts ended; then the log itself: so no last line is missed.
    private Task<(bool Complete, List<AttemptRow> Ended)> LookAsync(string id, string name, CancellationToken cancellationToken) => catalogue.ReadAsync(
        async rows =>
        {
            var run = await rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Faults.NoRun(name);
            var complete = RunLifecycle.IsTerminal(run.State) && !workers.Any(id);
            return (complete, await rows.Attempts.Where(row => row.RunId == id && row.EndTime != null).OrderBy(row => row.Number).ToListAsync(cancellationToken));
        },
        cancellationToken);

    private static async Task<long> PumpAsync(RunFolder folder, long position, Func<ReadLogsResponse, Task> tell, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            foreach (var file in LogFile.In(folder))
            {
                // What was rolled away is left out; the offset of the next chunk says so.
                position = Math.Max(position, file.Start);
                await using var stream = Open(file.Path);
                if (stream is null || position >= file.Start + stream.Length) continue;
                stream.Position = position - file.Start;
                while (await stream.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken) is var count and > 0)
                {
                    await tell(new ReadLogsResponse { Chunk = new LogChunk { Offset = position, Data = ByteString.CopyFrom(buffer, 0, count) } });
                    position += count;
                }
            }

            return position;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Null if it was rolled away a moment ago.
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
