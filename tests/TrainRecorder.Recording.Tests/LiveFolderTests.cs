using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class LiveFolderTests
{
    [Fact]
    public async Task Read_TwoAttemptsAtAnEpoch_TheLaterCounts()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        SampleRecording marked = new(2, 4, 3) { IsRecorded = (column, epoch) => column.Path != "hidden1.bias" && sample.IsRecorded(column, epoch) };
        await sample.WriteAsync(folder.Path, 0, 9, new WriterOptions { SegmentBytes = 2500 });
        await marked.WriteAsync(folder.Path, 5, 7, new WriterOptions { Attempt = 2 });

        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();

        Assert.Equal(Enumerable.Range(0, 10), reader.Epochs);
        for (int epoch = 0; epoch < 10; epoch++)
        {
            Assert.Equal(epoch is >= 5 and <= 7, await reader.ReadFloatsAsync("hidden1.bias", epoch).Soon() is null);
        }

        SealedFile file = await Sealer.RecoverAsync(folder.Path, folder["run.parquet"]).Soon();
        using RecordingReader sealedReader = await RecordingReader.OpenAsync(file.Path).Soon();
        Assert.Null(await sealedReader.ReadFloatsAsync("hidden1.bias", 6).Soon());
        Assert.NotNull(await sealedReader.ReadFloatsAsync("hidden1.bias", 8).Soon());
    }

    [Fact]
    public async Task Refresh_SegmentsAdded_ShowsTheirEpochs()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        await sample.WriteAsync(folder.Path, 0, 3);
        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        Assert.False(await reader.RefreshAsync().Soon());

        await sample.WriteAsync(folder.Path, 4, 6);
        await File.WriteAllTextAsync(folder["segment.a1.tmp"], "half a segment");

        Assert.True(await reader.RefreshAsync().Soon());
        await sample.AssertHoldsAsync(reader, 0, 6);
    }

    [Fact]
    public async Task Open_EmptyFolder_SaysThatNothingIsThere()
    {
        using TemporaryFolder folder = new();
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder.Path).Soon());
        Assert.Equal(RecordingFault.Missing, fault.Fault);
    }

    [Fact]
    public async Task Open_NameContradictsContent_IsDamaged()
    {
        using TemporaryFolder folder = new();
        await SampleRecording.Small().WriteAsync(folder.Path, 0, 3);
        File.Move(folder["0-3.a1.parquet"], folder["0-4.a1.parquet"]);
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder.Path).Soon());
        Assert.Equal("0-4.a1.parquet has epochs 0 to 3.", fault.Message);
    }

    [Fact]
    public async Task Open_EpochInTwoSegmentsOfAnAttempt_NamesBoth()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        await sample.WriteAsync(folder["a"], 0, 3);
        await sample.WriteAsync(folder["b"], 2, 5, new WriterOptions { Attempt = 3 });

        // Segments that are named one by one may not have an epoch twice, whoever wrote them.
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(
            () => RecordingReader.OpenAsync([Path.Combine(folder["a"], "0-3.a1.parquet"), Path.Combine(folder["b"], "2-5.a3.parquet")]).Soon());

        Assert.Equal("Epoch 2 is in two segments, and which of them counts is not said: 0-3.a1.parquet and 2-5.a3.parquet.", fault.Message);
    }

    [Fact]
    public async Task Open_SegmentOfOtherColumns_IsDamaged()
    {
        using TemporaryFolder folder = new();
        await SampleRecording.Small().WriteAsync(folder.Path, 0, 3);
        await new SampleRecording(2, 5, 3).WriteAsync(folder.Path, 4, 6);
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder.Path).Soon());
        Assert.Equal("4-6.a1.parquet has other columns: it does not belong to the recording of 0-3.a1.parquet.", fault.Message);
    }

    [Fact]
    public async Task Open_SegmentOfAnotherRun_IsDamaged()
    {
        using TemporaryFolder folder = new();
        await SampleRecording.Small().WriteAsync(folder.Path, 0, 3);
        SampleRecording other = SampleRecording.Small();
        other.Manifest.Run = "runs/other";
        await other.WriteAsync(folder.Path, 4, 6);
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder.Path).Soon());
        Assert.Contains("is of runs/other, not of runs/sample", fault.Message, StringComparison.Ordinal);
    }
}
