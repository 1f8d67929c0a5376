using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class RecordingWriterTests
{
    private static readonly SampleRecording _sample = SampleRecording.Small();

    // Longer than any test: where segments end hangs on what is written alone, however slow the machine is.
    private static readonly TimeSpan _noAge = TimeSpan.FromHours(1);

    [Fact]
    public async Task Write_Callbacks_ComeInOrderWithTheLastRowOfTheSegment()
    {
        using TemporaryFolder folder = new();
        List<string> calls = [];
        await using RecordingWriter writer = RecordingWriter.Create(
            folder.Path,
            _sample.Manifest,
            new WriterOptions
            {
                SegmentBytes = 1500,
                SegmentAge = _noAge,
                BeforeWrite = row => calls.Add($"row {row.Epoch}"),
                SegmentClosed = (segment, row, _) =>
                {
                    Assert.True(File.Exists(folder[segment.File]));
                    Assert.Equal(segment.LastEpoch, row.Epoch);
                    Assert.Equal($"tag {row.Epoch}", row.Tag);
                    calls.Add(segment.File);
                    return ValueTask.CompletedTask;
                },
            });
        for (int epoch = 0; epoch < 5; epoch++)
        {
            EpochRow row = writer.Rent();
            Assert.Null(row.Tag);
            _sample.Fill(row, writer.Schema, epoch);
            row.Tag = $"tag {epoch}";
            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();

        Assert.Equal(["row 0", "row 1", "0-1.a1.parquet", "row 2", "row 3", "2-3.a1.parquet", "row 4", "4-4.a1.parquet"], calls);
        Assert.Equal(["0-1.a1.parquet", "2-3.a1.parquet", "4-4.a1.parquet"], folder.Names());
    }

    [Fact]
    public async Task IsWorking_InItsCallbacks_AndNotWhileItWaits()
    {
        using TemporaryFolder folder = new();
        TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously), committed = new();
        List<bool> working = [];
        RecordingWriter writer = null!;
        await using RecordingWriter opened = writer = RecordingWriter.Create(
            folder.Path,
            _sample.Manifest,
            new WriterOptions
            {
                SegmentAge = _noAge,
                BeforeWrite = _ => working.Add(writer.IsWorking),
                SegmentClosed = (_, _, cancellationToken) =>
                {
                    working.Add(writer.IsWorking);
                    called.SetResult();
                    return new ValueTask(committed.Task.WaitAsync(cancellationToken));
                },
            });
        Assert.False(writer.IsWorking);
        EpochRow row = writer.Rent();
        _sample.Fill(row, writer.Schema, 0);
        writer.Write(row);
        Task completed = writer.CompleteAsync();

        await called.Task.Soon();
        // It returns from the call in a moment, and waits then.
        Assert.True(SpinWait.SpinUntil(() => !writer.IsWorking, Waiting.Patience));
        Assert.False(completed.IsCompleted);
        committed.SetResult();
        await completed.Soon();

        Assert.Equal([true, true], working);
        Assert.False(writer.IsWorking);
    }

    [Fact]
    public async Task IsWorking_WhileASegmentCloses_AsLongAsRowsAreEncoded()
    {
        // A row is more than the writer gathers before it writes, and much less than a row group: it is encoded when its segment closes.
        SampleRecording sample = new([200, 100]);
        using TemporaryFolder folder = new();
        ConcurrentQueue<string> working = [], waiting = [];
        RecordingWriter writer = null!;
        await using RecordingWriter opened = writer = RecordingWriter.Create(
            folder.Path,
            sample.Manifest,
            new WriterOptions { SegmentAge = _noAge, FileSystem = new ObservedFileSystem(operation => (writer is { IsWorking: true } ? working : waiting).Enqueue(operation)) });
        EpochRow row = writer.Rent();
        sample.Fill(row, writer.Schema, 0);
        writer.Write(row);
        await writer.CompleteAsync().Soon();

        Assert.Equal(["create", "write"], working.Distinct());
        Assert.Equal(["create folder", "list", "write", "sync", "rename", "sync folder"], waiting.Distinct());
    }

    [Fact]
    public async Task Write_AfterTheLastRow_IsDropped()
    {
        using TemporaryFolder folder = new();
        List<int> seen = [];
        await using RecordingWriter writer = RecordingWriter.Create(
            folder.Path,
            _sample.Manifest,
            new WriterOptions
            {
                BufferedRows = 2,
                SegmentAge = _noAge,
                BeforeWrite = row =>
                {
                    seen.Add(row.Epoch);
                    row.IsLast = row.Epoch == 2;
                },
            });
        for (int epoch = 0; epoch < 8; epoch++)
        {
            // Rows that are dropped can be rented again: nobody waits for ever.
            EpochRow row = writer.Rent();
            Assert.False(row.IsLast);
            _sample.Fill(row, writer.Schema, epoch);
            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();

        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(["0-2.a1.parquet"], folder.Names());
    }

    [Fact]
    public async Task Write_NoFurtherRow_SegmentClosesByAge()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider clock = new();
        TaskCompletionSource added = new(), closed = new();
        await using RecordingWriter writer = RecordingWriter.Create(
            folder.Path,
            _sample.Manifest,
            new WriterOptions
            {
                TimeProvider = new NotifyingClock(clock, () => added.TrySetResult()),
                SegmentClosed = (_, _, _) =>
                {
                    closed.SetResult();
                    return ValueTask.CompletedTask;
                },
            });
        EpochRow row = writer.Rent();
        _sample.Fill(row, writer.Schema, 0);
        writer.Write(row);
        await added.Task.Soon();

        clock.Advance(TimeSpan.FromSeconds(0.99));
        Assert.DoesNotContain("0-0.a1.parquet", folder.Names());
        clock.Advance(TimeSpan.FromSeconds(0.02));

        await closed.Task.Soon();
        Assert.Equal(["0-0.a1.parquet"], folder.Names());
    }

    [Fact]
    public async Task Write_OneBufferedRow_DoesNotWaitForTheSegmentToClose()
    {
        using TemporaryFolder folder = new();
        List<Segment> segments = await _sample.WriteAsync(folder.Path, 0, 9, new WriterOptions { BufferedRows = 1, TimeProvider = new FakeTimeProvider() });
        Assert.Equal("0-9.a1.parquet", Assert.Single(segments).File);
    }

    [Fact]
    public async Task Rent_BufferFull_WaitsUntilARowIsWritten()
    {
        using TemporaryFolder folder = new();
        using SemaphoreSlim gate = new(0);
        await using RecordingWriter writer = RecordingWriter.Create(
            folder.Path, _sample.Manifest, new WriterOptions { BufferedRows = 2, SegmentAge = _noAge, BeforeWrite = _ => Assert.True(gate.Wait(Waiting.Patience)) });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            EpochRow row = writer.Rent();
            row.Epoch = epoch;
            writer.Write(row);
        }

        using CancellationTokenSource impatient = new();
        Task<EpochRow> third = Task.Run(() => writer.Rent(impatient.Token));
        Assert.False(third.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => third.Soon());

        Task<EpochRow> again = Task.Run(() => writer.Rent());
        gate.Release(2);
        Assert.NotNull(await again.Soon());
    }

    [Fact]
    public async Task Write_CallbackThrows_EveryLaterCallThrowsTheSame()
    {
        using TemporaryFolder folder = new();
        await using RecordingWriter writer = RecordingWriter.Create(
            folder.Path, _sample.Manifest, new WriterOptions { BeforeWrite = _ => throw new InvalidOperationException("no scores") });
        writer.Write(writer.Rent());

        for (int i = 0; i < 2; i++)
        {
            InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync().Soon());
            Assert.Equal("no scores", fault.Message);
        }

        Assert.Equal("no scores", Assert.Throws<InvalidOperationException>(() => writer.Rent()).Message);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Write_EpochLeftOut_IsRefusedAndTheRowMayBeMended()
    {
        using TemporaryFolder folder = new();
        await using RecordingWriter writer = RecordingWriter.Create(folder.Path, _sample.Manifest, new WriterOptions { SegmentAge = _noAge });
        EpochRow row = writer.Rent();
        row.Epoch = 4;
        writer.Write(row);
        EpochRow next = writer.Rent();
        next.Epoch = 6;

        ArgumentException fault = Assert.Throws<ArgumentException>(() => writer.Write(next));
        Assert.Contains("Epoch 6 cannot follow epoch 4", fault.Message, StringComparison.Ordinal);
        next.Epoch = 5;
        writer.Write(next);
        Assert.Throws<ArgumentException>(() => writer.Write(next));
        await writer.CompleteAsync().Soon();
        Assert.Equal(["4-5.a1.parquet"], folder.Names());
    }

    [Fact]
    public async Task Write_FindingsTooLong_IsAFaultThatNamesTheLimit()
    {
        using TemporaryFolder folder = new();
        await using RecordingWriter writer = RecordingWriter.Create(folder.Path, _sample.Manifest);
        EpochRow row = writer.Rent();
        row.Findings = $"[\"{new string('x', 16 << 20)}\"]";
        writer.Write(row);

        ArgumentException fault = await Assert.ThrowsAsync<ArgumentException>(() => writer.CompleteAsync().Soon());
        Assert.Contains("at most 16777216", fault.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Dispose_NotComplete_DropsWhatIsNotInAClosedSegment()
    {
        using TemporaryFolder folder = new();
        TaskCompletionSource added = new();
        await using (RecordingWriter writer = RecordingWriter.Create(
            folder.Path, _sample.Manifest, new WriterOptions { TimeProvider = new NotifyingClock(new FakeTimeProvider(), () => added.TrySetResult()) }))
        {
            writer.Write(writer.Rent());
            await added.Task.Soon();
        }

        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Create_UnfinishedSegmentOfAnEarlierAttempt_IsRemoved()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["segment.a1.tmp"], "half");
        await File.WriteAllTextAsync(folder["segment.a3.tmp"], "half");
        await using RecordingWriter writer = RecordingWriter.Create(folder.Path, _sample.Manifest, new WriterOptions { Attempt = 2 });
        Assert.Equal(["segment.a3.tmp"], folder.Names());
    }

    [Fact]
    public async Task Floats_ColumnOfAnotherType_IsRefused()
    {
        using TemporaryFolder folder = new();
        await using RecordingWriter writer = RecordingWriter.Create(folder.Path, _sample.Manifest);
        EpochRow row = writer.Rent();
        Assert.Throws<InvalidOperationException>(() => { row.Floats(writer.Schema["hidden1.summary"]); });
        Assert.Throws<InvalidOperationException>(() => row.Set(writer.Schema["elapsed_seconds"], 1));
        Assert.Throws<KeyNotFoundException>(() => writer.Schema["hidden9.weight"]);
    }

    /// <summary>A clock that tells when a timer is set.</summary>
    private sealed class NotifyingClock(FakeTimeProvider clock, Action set) : TimeProvider
    {
        public override long GetTimestamp() => clock.GetTimestamp();

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(clock.CreateTimer(callback, state, dueTime, period), set);

        private sealed class Timer(ITimer timer, Action set) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                bool changed = timer.Change(dueTime, period);
                set();
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
