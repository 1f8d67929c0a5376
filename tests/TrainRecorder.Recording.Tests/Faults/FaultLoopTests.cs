using Microsoft.Extensions.Time.Testing;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>Fails at operation 1, 2, 3 … until a whole run meets no fault; after each, what was committed is there and nothing else is wrong.</summary>
public sealed class FaultLoopTests
{
    private const string Folder = "/runs/x";
    private const string Sealed = "/runs/x.parquet";
    private const int Last = 5;

    // A loop that goes on longer than this does not end because its faults are never met.
    private const int MostOperations = 5_000;

    private static readonly SampleRecording _sample = new(2, 3);

    public static TheoryData<FaultKind, bool, bool> Faults()
    {
        TheoryData<FaultKind, bool, bool> faults = [];
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            foreach (bool forGood in new[] { false, true })
            {
                faults.Add(kind, forGood, false);
                faults.Add(kind, forGood, true);
            }
        }

        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Write_FaultAtAnyOperation_CommittedEpochsStayAndTheNextAttemptFinishes(FaultKind kind, bool forGood, bool powerCut)
    {
        string expected = await UndisturbedAsync();
        int faults = 0;
        for (int at = 1; ; at++)
        {
            Assert.InRange(at, 1, MostOperations);
            MemoryFileSystem disk = new();
            disk.Arm(new FaultPlan(kind, at, forGood));
            List<Segment> committed = [];
            Exception? fault = await Record.ExceptionAsync(() => RecordAsync(disk, attempt: 1, first: 0, committed, segmentBytes: 1));
            (bool wasHit, bool wasReached) = (disk.WasHit, disk.WasReached);
            faults += wasHit ? 1 : 0;
            disk.Arm(FaultPlan.None);
            if (powerCut)
            {
                disk.CutPower();
            }

            if (wasHit && kind != FaultKind.LyingSync)
            {
                Assert.IsAssignableFrom<IOException>(fault);
            }

            if (!(wasHit && kind == FaultKind.LyingSync && powerCut))
            {
                await AssertHoldsAsync(disk, committed);
                int next = committed.Count == 0 ? 0 : committed[^1].LastEpoch + 1;
                if (next <= Last)
                {
                    await RecordAsync(disk, attempt: 2, next, []);
                }

                Assert.Equal(expected, (await Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon()).Sha256);
            }
            else
            {
                await AssertTornSegmentsAreRefusedAsync(disk);
            }

            // A kind that cannot strike the first operations strikes later ones: the loop ends with the operations, not with the first that is spared.
            if (!wasReached)
            {
                Tell("writing", faults, at - 1, kind, forGood, powerCut);
                return;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Seal_FaultAtAnyOperation_LeavesNothingHalfDoneAndCanBeRepeated(FaultKind kind, bool forGood, bool powerCut)
    {
        string expected = await UndisturbedAsync();
        int faults = 0;
        for (int at = 1; ; at++)
        {
            Assert.InRange(at, 1, MostOperations);
            MemoryFileSystem disk = new();
            await RecordAsync(disk, attempt: 1, first: 0, []);
            disk.Arm(new FaultPlan(kind, at, forGood));
            Exception? fault = await Record.ExceptionAsync(() => Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon());
            (bool wasHit, bool wasReached) = (disk.WasHit, disk.WasReached);
            faults += wasHit ? 1 : 0;
            disk.Arm(FaultPlan.None);
            if (powerCut)
            {
                disk.CutPower();
            }

            if (fault is null && !(wasHit && powerCut))
            {
                Assert.Empty(await Verifier.VerifyAsync(Sealed, disk, default).Soon());
            }
            else if (disk.Paths.Contains(Sealed))
            {
                // It has its name, so it is whole, unless the disk lied: then it is refused.
                bool isWhole = (await Verifier.VerifyAsync(Sealed, disk, default).Soon()).Count == 0;
                Assert.True(isWhole || kind == FaultKind.LyingSync);
            }

            Assert.Equal(expected, (await Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon()).Sha256);
            Assert.DoesNotContain(Sealed + ".tmp", disk.Paths);
            // A kind that cannot strike the first operations strikes later ones: the loop ends with the operations, not with the first that is spared.
            if (!wasReached)
            {
                Tell("sealing", faults, at - 1, kind, forGood, powerCut);
                return;
            }
        }
    }

    [Fact]
    public async Task Verify_ReadFaultAtAnyOperation_IsReportedOrThrown()
    {
        MemoryFileSystem disk = new();
        await RecordAsync(disk, attempt: 1, first: 0, []);
        for (int at = 1; ; at++)
        {
            Assert.InRange(at, 1, MostOperations);
            disk.Arm(new FaultPlan(FaultKind.InputOutputError, at, ForGood: false));
            IReadOnlyList<string> faults = [];
            Exception? thrown = await Record.ExceptionAsync(async () => faults = await Verifier.VerifyAsync(Folder, disk, default).Soon());
            Assert.Equal(disk.WasHit, thrown is IOException || faults.Count > 0);
            if (!disk.WasReached)
            {
                return;
            }
        }
    }

    private static void Tell(string what, int faults, int operations, FaultKind kind, bool forGood, bool powerCut)
    {
        // A loop that met nothing has shown nothing.
        Assert.InRange(faults, 1, operations);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}, {kind}, {(forGood ? "for good" : "once")}{(powerCut ? ", then the power goes" : "")}: {faults} runs failed, of one for each of {operations} operations.");
    }

    private static async Task<string> UndisturbedAsync()
    {
        MemoryFileSystem disk = new();
        await RecordAsync(disk, attempt: 1, first: 0, []);
        return (await Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon()).Sha256;
    }

    private static Task<List<Segment>> RecordAsync(
        MemoryFileSystem disk, int attempt, int first, List<Segment> committed, int segmentBytes = 1200) => _sample.WriteAsync(
        Folder,
        first,
        Last,
        new WriterOptions
        {
            Attempt = attempt,
            FileSystem = disk,
            SegmentBytes = segmentBytes,
            TimeProvider = new FakeTimeProvider(),
            SegmentClosed = (segment, _, _) =>
            {
                committed.Add(segment);
                return ValueTask.CompletedTask;
            },
        });

    private static async Task AssertHoldsAsync(MemoryFileSystem disk, List<Segment> committed)
    {
        if (committed.Count == 0)
        {
            return;
        }

        using RecordingReader reader = await RecordingReader.OpenAsync(Folder, disk, default).Soon();
        Assert.True(reader.Epochs.Count > committed[^1].LastEpoch);
        await _sample.AssertHoldsAsync(reader, 0, reader.Epochs[^1]);
        Assert.Empty(await Verifier.VerifyAsync(Folder, disk, default).Soon());
        foreach (Segment segment in committed)
        {
            Assert.Equal(
                segment.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(disk.Read($"{Folder}/{segment.File}"))));
        }
    }

    private static async Task AssertTornSegmentsAreRefusedAsync(MemoryFileSystem disk)
    {
        Exception? fault = await Record.ExceptionAsync(async () =>
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(Folder, disk, default).Soon();
            await _sample.AssertHoldsAsync(reader, 0, reader.Epochs[^1]);
        });
        Assert.True(fault is null or RecordingException, fault?.ToString());
    }
}
