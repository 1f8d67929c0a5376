using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>The disk fails while a recording is sealed; after that nothing is half done, and sealing can be repeated.</summary>
public sealed class SealFaultLoopTests
{
    private static readonly FaultLoop _loop = FaultLoop.Wide;

    [Theory]
    [EachFault(
        FaultKind.DiskFull, FaultKind.InputOutputError, FaultKind.ShortWrite, FaultKind.EarlyEnd, FaultKind.LyingSync, FaultKind.LyingFolderSync)]
    public Task Seal_FaultAtAnyOperation_LeavesNothingHalfDoneAndCanBeRepeated(FaultKind kind, bool forGood) =>
        FaultLoop.RunAsync("sealing", kind, forGood, async plan =>
        {
            (MemoryFileSystem disk, Exception? fault) = await SealAsync(plan);
            await AssertIsWholeOrNotThereAsync(disk, isThere: fault is null);
            if (!forGood)
            {
                Assert.DoesNotContain(FaultLoop.Sealed + ".tmp", disk.Paths);
            }

            await _loop.AssertSealsAsync(disk);
            return disk.WasHit;
        });

    [Theory]
    [EachFault(FaultKind.DiskFull, FaultKind.ShortWrite, FaultKind.LyingSync, FaultKind.LyingFolderSync)]
    public Task Seal_FaultAtAnyOperationThenThePowerGoes_LeavesNothingHalfDoneAndCanBeRepeated(FaultKind kind, bool forGood) =>
        FaultLoop.RunAsync("sealing until the power goes", kind, forGood, async plan =>
        {
            (MemoryFileSystem disk, _) = await SealAsync(plan);
            disk.CutPower(Tear.All[plan.At % Tear.All.Length]);
            if (disk.WasHit && kind == FaultKind.LyingSync)
            {
                // It has its name and is torn: no reader takes it for whole.
                Assert.NotEmpty(await Verifier.VerifyAsync(FaultLoop.Sealed, disk, default).Soon());
            }
            else
            {
                await AssertIsWholeOrNotThereAsync(disk, isThere: !disk.WasHit);
            }

            await _loop.AssertSealsAsync(disk);
            return disk.WasHit;
        });

    private static async Task<(MemoryFileSystem Disk, Exception? Fault)> SealAsync(FaultPlan plan)
    {
        MemoryFileSystem disk = await _loop.RecordedAsync();
        disk.Arm(plan);
        Exception? fault = await Record.ExceptionAsync(() => Sealer.RecoverAsync(FaultLoop.Folder, FaultLoop.Sealed, disk, default).Soon());
        disk.Disarm();
        Assert.Equal(disk.WasHit && !plan.IsLie, fault is IOException or RecordingException);
        return (disk, fault);
    }

    private static async Task AssertIsWholeOrNotThereAsync(MemoryFileSystem disk, bool isThere)
    {
        // When only the sync of the folder failed, it has its name already.
        if (isThere || disk.Paths.Contains(FaultLoop.Sealed))
        {
            Assert.Equal((await _loop.UndisturbedAsync()).Read(FaultLoop.Sealed), disk.Read(FaultLoop.Sealed));
        }
    }
}
