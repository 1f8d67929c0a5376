using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>The disk fails while a recording is read: that is said, and no wrong value is ever given. (For the sealer, which reads too, see <see cref="SealFaultLoopTests"/>.)</summary>
public sealed class ReadFaultLoopTests
{
    [Theory]
    [EachFault(FaultKind.InputOutputError, FaultKind.EarlyEnd)]
    public async Task Verify_FaultAtAnyOperation_IsReportedOrThrown(FaultKind kind, bool forGood)
    {
        MemoryFileSystem disk = await FaultLoop.Wide.UndisturbedAsync();
        foreach (string path in new[] { FaultLoop.Folder, FaultLoop.Sealed })
        {
            await FaultLoop.RunAsync($"verifying {path}", kind, forGood, async plan =>
            {
                MemoryFileSystem failing = disk.Failing(plan);
                IReadOnlyList<string> faults = [];
                Exception? thrown = await Record.ExceptionAsync(async () => faults = await Verifier.VerifyAsync(path, failing, default).Soon());
                Assert.Equal(failing.WasHit, thrown is IOException || faults.Count > 0);
                return failing.WasHit;
            });
        }
    }

    [Theory]
    [EachFault(FaultKind.InputOutputError, FaultKind.EarlyEnd)]
    public async Task OpenAndRead_FaultAtAnyOperation_IsThrownAndTheSameReaderGoesOnAfterwards(FaultKind kind, bool forGood)
    {
        FaultLoop loop = FaultLoop.Small;
        MemoryFileSystem disk = await loop.UndisturbedAsync();
        foreach (string path in new[] { FaultLoop.Folder, FaultLoop.Sealed })
        {
            await FaultLoop.RunAsync($"reading {path}", kind, forGood, async plan =>
            {
                MemoryFileSystem failing = disk.Failing(plan);
                RecordingReader? reader = null;
                try
                {
                    Exception? thrown = await Record.ExceptionAsync(async () =>
                    {
                        reader = await RecordingReader.OpenAsync(path, failing, default).Soon();
                        await loop.Sample.AssertHoldsAsync(reader, 0, loop.Last);
                    });
                    Assert.Equal(failing.WasHit, thrown is IOException or RecordingException { Fault: RecordingFault.Truncated });
                    failing.Disarm();
                    reader ??= await RecordingReader.OpenAsync(path, failing, default).Soon();
                    await loop.Sample.AssertHoldsAsync(reader, 0, loop.Last);
                    return failing.WasHit;
                }
                finally
                {
                    reader?.Dispose();
                }
            });
        }
    }
}
