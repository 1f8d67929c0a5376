using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Attempts;

public sealed class CommitTests
{
    [Fact]
    public async Task Commit_TheSameSegmentAgain_IsOkAndChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);

        var revision = await worker.SendAsync(segment);
        var before = await service.GetAsync(run.Name);

        Assert.Equal(revision, await worker.SendAsync(segment));
        Assert.Equal(before, await service.GetAsync(run.Name));
        Assert.Equal(segment.Size, before.Recording.Bytes);
    }

    [Fact]
    public async Task Commit_TheSameSegmentAgain_IsMeasuredOnce()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);
        var measured = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            // Other services run in this process too.
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RunMeters.MeterName && instrument.Meter.Scope == service.Part<IMeterFactory>()) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.Start();

        await worker.SendAsync(segment);
        await worker.SendAsync(segment);

        Assert.Equal((2, segment.Size), (measured["trainrecorder.epochs"], measured["trainrecorder.recording.bytes"]));
        Assert.Equal(2, (await service.Server.GetStatisticsAsync(new GetStatisticsRequest()).Soon()).EpochsCommitted);
    }

    [Fact]
    public async Task Commit_TheLastSegmentAgainAfterTheSeal_IsStillOk()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);
        var revision = await worker.SendAsync(segment);
        await service.UntilSealedAsync(run.Name);

        Assert.Equal(revision, await worker.SendAsync(segment));
    }

    [Fact]
    public async Task Commit_OfMoreAfterTheLastEpoch_IsRefusedWhetherItsFileIsStillThereOrNot()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        var more = await worker.SegmentAsync(2, 2);
        await worker.CommitAsync(0, 1);

        await worker.SendAsync(more).IsRefusedAsync(StatusCode.FailedPrecondition);
        File.Delete(Path.Combine(worker.Folder, more.File));
        await worker.SendAsync(more).IsRefusedAsync(StatusCode.FailedPrecondition);
    }

    [Theory]
    [InlineData(false, RunState.Succeeded, AttemptOutcome.Succeeded)]
    [InlineData(true, RunState.Failed, AttemptOutcome.Failed)]
    public async Task Commit_WithAnEarlyEnd_EndsTheRunWithItsReason(bool failed, RunState state, AttemptOutcome outcome)
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 5);
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 2);
        segment.EarlyEnd = new EarlyEnd { Reason = "It no longer helps.", Failed = failed };

        await worker.SendAsync(segment);
        await worker.CloseAsync(outcome);
        var ended = await service.UntilSealedAsync(run.Name);

        Assert.Equal((state, "It no longer helps.", 2), (ended.State, ended.StateReason, ended.Progress.Epoch));
    }

    [Fact]
    public async Task Commit_WithAnEarlyEndThatIsNone_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 1);
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);

        segment.EarlyEnd = new EarlyEnd { Reason = "two\nlines" };
        Assert.Equal(["early_end.reason"], (await worker.SendAsync(segment).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        segment.EarlyEnd.Reason = "It no longer helps.";
        Assert.Equal(["early_end"], (await worker.SendAsync(segment).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
    }

    [Fact]
    public async Task Commit_EpochsThatDoNotFollow_AreRefused()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 5);
        using var worker = await service.OpenNextAsync();

        Assert.Equal(["first_epoch"], (await worker.CommitAsync(1, 2).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        await worker.CommitAsync(0, 1);
        Assert.Equal(["first_epoch"], (await worker.CommitAsync(3, 4).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["first_epoch"], (await worker.CommitAsync(0, 2).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.Equal(["last_epoch"], (await worker.CommitAsync(2, 6).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        await worker.CommitAsync(2, 5);
    }

    [Fact]
    public async Task Commit_ThatIsWrongInManyWays_NamesThemAll()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);
        segment.File = "../" + segment.File;
        segment.StateFile = "../../state";
        segment.Sha256 = "x";
        segment.Size = 0;
        segment.Metrics.RemoveAt(0);

        var fault = await worker.SendAsync(segment).IsRefusedAsync(StatusCode.InvalidArgument);

        Assert.Equal(["file", "metrics", "sha256", "size", "state_file"], fault.Fields().Order());
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "file", "another attempt" },
        { "file", "other epochs" },
        { "file", "missing" },
        { "size", "size" },
        { "sha256", "hash" },
        { "state_file", "state missing" },
        { "metrics[1].epoch", "metrics" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Commit_OfWhatIsNotOnTheDisk_IsRefused(string field, string lie)
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();
        var segment = await worker.SegmentAsync(0, 1);
        switch (lie)
        {
            case "another attempt": segment.File = "0-1.a2.parquet"; break;
            case "other epochs": segment.File = "0-2.a1.parquet"; break;
            case "missing": File.Delete(Path.Combine(worker.Folder, segment.File)); break;
            case "size": segment.Size++; break;
            case "hash": segment.Sha256 = new string('0', 64); break;
            case "state missing": segment.StateFile = "state-9.bin"; break;
            case "metrics": segment.Metrics[1].Epoch = 7; break;
        }

        Assert.Equal([field], (await worker.SendAsync(segment).IsRefusedAsync(StatusCode.InvalidArgument)).Fields());
        Assert.False((await service.GetAsync(run.Name)).Progress.HasEpoch);
    }

    [Fact]
    public async Task Commits_OneAfterAnother_KeepTheLastTwoStatesOnly()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();

        for (var epoch = 0; epoch < 6; epoch++) await worker.CommitAsync(epoch, epoch);

        Assert.Equal(["state-4.a1.bin", "state-5.a1.bin"], Directory.EnumerateFiles(worker.Folder, "state*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task NextAttempt_FindsOnlyWhatIsCommitted()
    {
        await using var service = await TestService.StartAsync();
        await service.SubmitAsync(epochs: 9);
        using var lost = await service.OpenNextAsync();
        await lost.CommitAsync(0, 1);
        await lost.SegmentAsync(2, 3);
        await File.WriteAllTextAsync(Path.Combine(lost.Folder, "segment.a1.tmp"), "half");
        lost.Process.Exit(137);

        using var next = await service.OpenNextAsync();

        Assert.Equal(["0-1.a1.parquet", "state-1.a1.bin"], Directory.EnumerateFiles(next.Folder).Select(Path.GetFileName).Order());
    }
}
