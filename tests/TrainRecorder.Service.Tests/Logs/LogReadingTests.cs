using System.Text;
using Grpc.Core;
using TrainRecorder.Service.Logs;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Logs;

public sealed class LogReadingTests
{
    private static AsyncServerStreamingCall<ReadLogsResponse> Read(TestService service, string name, long offset = 0, bool follow = false) =>
        service.Training.ReadLogs(new ReadLogsRequest { Name = name, Offset = offset, Follow = follow });

    private static async Task<(string Text, List<AttemptEnd> Ends, LogEnd? End)> ToEndAsync(AsyncServerStreamingCall<ReadLogsResponse> call)
    {
        var (text, ends, end) = (new StringBuilder(), new List<AttemptEnd>(), (LogEnd?)null);
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon())
        {
            var part = call.ResponseStream.Current;
            if (part.Chunk is { } chunk) text.Append(chunk.Data.ToStringUtf8());
            if (part.AttemptEnd is { } attempt) ends.Add(attempt);
            end = part.End ?? end;
        }

        return (text.ToString(), ends, end);
    }

    private static void Print(TestService service, string name, string text, long limit = 1 << 20)
    {
        using var log = new WorkerLog(service.Folder(name), limit, () => service.Part<RunSignals>().PulseLog(name["runs/".Length..]));
        Assert.Null(log.Append(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task ReadLogs_Following_TellsWhatIsPrintedAndThatTheWorkerDied()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 1);
        using var first = await service.OpenNextAsync();
        using var call = Read(service, run.Name, follow: true);
        Print(service, run.Name, "one\n");
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Soon());
        Assert.Equal("one\n", call.ResponseStream.Current.Chunk.Data.ToStringUtf8());

        Print(service, run.Name, "two");
        first.Process.Exit(137, "out of memory");
        using var second = await service.OpenNextAsync();
        Print(service, run.Name, "\nthree\n");
        await second.CommitAsync(0, 1);
        await second.CloseAsync(AttemptOutcome.Succeeded);
        second.Process.Exit(0);

        var (text, ends, end) = await ToEndAsync(call);
        Assert.Equal("two\nthree\n", text);
        Assert.Equal([(1, true), (2, false)], ends.Select(attempt => (attempt.Attempt, attempt.Lost)));
        Assert.Contains("137", ends[0].Reason, StringComparison.Ordinal);
        Assert.Equal((14, true), (end!.NextOffset, end.Complete));
    }

    [Fact]
    public async Task ReadLogs_OfWhatIsThere_EndsAndCanBeGoneOnWith()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        Print(service, run.Name, "0123456789");

        var (text, ends, end) = await ToEndAsync(Read(service, run.Name, offset: 4));
        Assert.Equal(("456789", 0, 10, false), (text, ends.Count, end!.NextOffset, end.Complete));
        Assert.Equal("789", (await ToEndAsync(Read(service, run.Name, offset: -3))).Text);
        Assert.Equal("", (await ToEndAsync(Read(service, run.Name, offset: 10))).Text);
        await Read(service, run.Name, offset: 11).ResponseStream.MoveNext(CancellationToken.None).IsRefusedAsync(StatusCode.OutOfRange);
        await Read(service, "runs/000000000000").ResponseStream.MoveNext(CancellationToken.None).IsRefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task ReadLogs_OfALogThatWasRolled_BeginsAtWhatIsKept()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        for (var line = 0; line < 50; line++) Print(service, run.Name, $"line {line:00}\n", limit: 80);

        using var call = Read(service, run.Name);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Soon());
        var chunk = call.ResponseStream.Current.Chunk;

        Assert.InRange(chunk.Offset, 50 * 8 - 80, 50 * 8 - 40);
        Assert.Equal($"line {chunk.Offset / 8:00}", chunk.Data.ToStringUtf8()[..7]);
        Assert.EndsWith("line 49\n", (await ToEndAsync(call)).Text, StringComparison.Ordinal);
    }
}
