using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>The thread that trains is held up by the disk only when the buffered rows are all under way.</summary>
public sealed class BlockedDiskTests
{
    private const string Folder = "/runs/x";
    private const int BufferedRows = 3;

    private static readonly SampleRecording _sample = SampleRecording.Small();

    // The first row is under way until its segment has it. So it is one of the buffered rows while the file is being made, and later it is not.
    [Theory]
    [InlineData(BlockedOperation.Create, BufferedRows - 1)]
    [InlineData(BlockedOperation.Write, BufferedRows)]
    [InlineData(BlockedOperation.Sync, BufferedRows)]
    [InlineData(BlockedOperation.Rename, BufferedRows)]
    [InlineData(BlockedOperation.SyncFolder, BufferedRows)]
    public async Task RentAndWrite_DiskIsBlocked_OnlyTheRowBeyondTheBufferedOnesWaits(BlockedOperation operation, int more)
    {
        using BlockedDisk disk = new(operation);
        await using RecordingWriter writer = RecordingWriter.Create(
            Folder, _sample.Manifest, new WriterOptions { BufferedRows = BufferedRows, SegmentBytes = 1, FileSystem = disk });
        int epoch = 0;
        try
        {
            await Task.Run(WriteNext).Soon();
            await disk.IsBlocked.Soon();
            for (int i = 0; i < more; i++)
            {
                await Task.Run(WriteNext).Soon();
            }

            Thread thread = new(WriteNext) { IsBackground = true };
            thread.Start();
            Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !thread.IsAlive, Waiting.Patience));
            Assert.True(thread.IsAlive, "A row beyond the buffered ones was rented.");
            Assert.Equal(1 + more, Volatile.Read(ref epoch));

            disk.GoOn();
            Assert.True(thread.Join(Waiting.Patience));
        }
        finally
        {
            disk.GoOn();
        }

        await writer.CompleteAsync().Soon();
        using RecordingReader reader = await RecordingReader.OpenAsync(Folder, disk, default).Soon();
        await _sample.AssertHoldsAsync(reader, 0, 1 + more);

        void WriteNext()
        {
            EpochRow row = writer.Rent();
            _sample.Fill(row, writer.Schema, epoch);
            writer.Write(row);
            Interlocked.Increment(ref epoch);
        }
    }
}
