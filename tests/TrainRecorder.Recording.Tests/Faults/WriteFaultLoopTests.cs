namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>The disk fails while a recording is written; after that what was committed is there, nothing else is wrong, and the next attempt finishes it.</summary>
public sealed class WriteFaultLoopTests
{
    private static readonly FaultLoop _loop = FaultLoop.Deep;

    [Theory]
    [EachFault(FaultKind.DiskFull, FaultKind.InputOutputError, FaultKind.ShortWrite, FaultKind.LyingSync, FaultKind.LyingFolderSync)]
    public Task Write_FaultAtAnyOperation_CommittedEpochsStayAndTheNextAttemptFinishes(FaultKind kind, bool forGood) =>
        FaultLoop.RunAsync("writing", kind, forGood, async plan =>
        {
            (MemoryFileSystem disk, List<Segment> committed, bool wasHit) = await RecordAsync(plan);
            await AssertGoesOnAsync(disk, committed);
            return wasHit;
        });

    // Without power the disk loses what was not synced. What it has lied about is another matter.
    [Theory]
    [EachFault(FaultKind.DiskFull, FaultKind.InputOutputError, FaultKind.ShortWrite)]
    public Task Write_FaultAtAnyOperationThenThePowerGoes_CommittedEpochsStayAndTheNextAttemptFinishes(FaultKind kind, bool forGood) =>
        FaultLoop.RunAsync("writing until the power goes", kind, forGood, async plan =>
        {
            (MemoryFileSystem disk, List<Segment> committed, bool wasHit) = await RecordAsync(plan);
            disk.CutPower(Tear.All[plan.At % Tear.All.Length]);
            await AssertGoesOnAsync(disk, committed);
            return wasHit;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Write_SyncsThatLieThenThePowerGoes_WhatIsTornIsNamedAndEverythingElseIsRecovered(bool forGood) =>
        FaultLoop.RunAsync("writing until the power goes", FaultKind.LyingSync, forGood, async plan =>
        {
            bool wasHit = false;
            foreach (Tear tear in Tear.All)
            {
                (MemoryFileSystem disk, _, wasHit) = await RecordAsync(plan);
                disk.CutPower(tear);
                IEnumerable<int> torn = Enumerable.Range(0, _loop.Last + 1).Where(epoch => plan.Hits(epoch + 1));
                await TornRecovery.AssertAsync(disk, _loop, [.. torn]);
            }

            return wasHit;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Write_FolderSyncsThatLieThenThePowerGoes_TheFirstEpochsAreWholeAndTheNextAttemptFinishes(bool forGood) =>
        FaultLoop.RunAsync("writing until the power goes", FaultKind.LyingFolderSync, forGood, async plan =>
        {
            (MemoryFileSystem disk, List<Segment> committed, bool wasHit) = await RecordAsync(plan);
            Assert.Equal(_loop.Last + 1, committed.Count);
            disk.CutPower(Tear.All[0]);

            // A later sync that does not lie brings all names to the disk.
            int left = Enumerable.Range(1, committed.Count).LastOrDefault(sync => !plan.Hits(sync));
            await _loop.AssertHasFirstAsync(disk, left);
            await FinishAsync(disk, left);
            return wasHit;
        });

    private static async Task<(MemoryFileSystem Disk, List<Segment> Committed, bool WasHit)> RecordAsync(FaultPlan plan)
    {
        MemoryFileSystem disk = new();
        disk.Arm(plan);
        List<Segment> committed = [];
        Exception? fault = await Record.ExceptionAsync(() => _loop.RecordAsync(disk, attempt: 1, first: 0, committed));
        disk.Disarm();
        if (disk.WasHit && !plan.IsLie)
        {
            Assert.IsAssignableFrom<IOException>(fault);
        }
        else
        {
            Assert.Null(fault);
        }

        return (disk, committed, disk.WasHit);
    }

    private static async Task AssertGoesOnAsync(MemoryFileSystem disk, List<Segment> committed)
    {
        foreach (Segment segment in committed)
        {
            Assert.Equal(segment.Sha256, FaultLoop.Hash(disk.Read($"{FaultLoop.Folder}/{segment.File}")));
        }

        // A segment that has its name and was not told of is there too, whole.
        int named = FaultLoop.SegmentsOf(disk).Length;
        Assert.InRange(named, committed.Count, committed.Count + 1);
        await _loop.AssertHasFirstAsync(disk, named);
        await FinishAsync(disk, committed.Count);
    }

    private static async Task FinishAsync(MemoryFileSystem disk, int next)
    {
        if (next <= _loop.Last)
        {
            await _loop.RecordAsync(disk, attempt: 2, next);
        }

        await _loop.AssertSealsAsync(disk);
    }
}
