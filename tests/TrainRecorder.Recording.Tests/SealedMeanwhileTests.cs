using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

/// <summary>A live folder that is sealed while it is read: the sealed file gets its name beside the segments, then these go.</summary>
public sealed class SealedMeanwhileTests
{
    private const int Last = 11;

    private static readonly SampleRecording _sample = SampleRecording.Small();

    [Fact]
    public async Task Read_SegmentsGoneSinceTheFolderWasOpened_GoesOnWithTheSealedFile()
    {
        using TemporaryFolder folder = await LiveAsync();
        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        Assert.False(reader.IsSealed);
        await SealAsync(folder);

        await _sample.AssertHoldsAsync(reader, 0, Last);

        Assert.True(reader.IsSealed);
        Assert.False(await reader.RefreshAsync().Soon());
    }

    [Fact]
    public async Task Read_SegmentsGoBetweenTwoEpochsOfARange_EveryEpochComesOnce()
    {
        using TemporaryFolder folder = await LiveAsync();
        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        List<int> epochs = [];
        await foreach ((int epoch, float[]? weights) in reader.ReadFloatsAsync("hidden1.weight", new EpochRange(0, Last)))
        {
            epochs.Add(epoch);
            Assert.Equal(Enumerable.Range(0, 8).Select(i => SampleRecording.Value("hidden1.weight", epoch, i)), weights!);
            if (epoch == 4)
            {
                await SealAsync(folder);
            }
        }

        Assert.Equal(Enumerable.Range(0, Last + 1), epochs);
    }

    [Fact]
    public async Task Refresh_SealedFileBesideSegments_IsSealedAndHasTheSameEpochs()
    {
        using TemporaryFolder folder = await LiveAsync();
        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        await Sealer.RecoverAsync(folder.Path, folder["x.parquet"]).Soon();

        Assert.False(await reader.RefreshAsync().Soon());

        Assert.True(reader.IsSealed);
        await _sample.AssertHoldsAsync(reader, 0, Last);
    }

    [Fact]
    public async Task OpenAndVerify_FolderOfASealedRecording_AreThoseOfTheFile()
    {
        using TemporaryFolder folder = await LiveAsync();
        await SealAsync(folder);
        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        Assert.True(reader.IsSealed);
        await _sample.AssertHoldsAsync(reader, 0, Last);
        Assert.Empty(await Verifier.VerifyAsync(folder.Path).Soon());
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => Sealer.RecoverAsync(folder.Path, folder["again.parquet"]).Soon());
        Assert.Contains("x.parquet is sealed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherFilesBesideSegments_AreIgnored()
    {
        using TemporaryFolder folder = await LiveAsync();
        SampleRecording other = SampleRecording.Small();
        other.Manifest.Run = "runs/other";
        await other.SealAsync(folder, 2, "other.parquet");
        await AssertLiveAsync();

        await File.WriteAllTextAsync(folder["other.parquet"], "no recording at all");
        await AssertLiveAsync();

        async Task AssertLiveAsync()
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
            Assert.False(reader.IsSealed);
            Assert.Equal(Last, reader.Epochs[^1]);
        }
    }

    // Once it is sealed, the sealed file counts; the segments beside it are what tidying has left.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task OpenAndRefresh_DamagedSegmentBesideTheSealedFile_IsNoMatter(int whole)
    {
        using TemporaryFolder folder = await LiveAsync();
        using RecordingReader before = await RecordingReader.OpenAsync(folder.Path).Soon();
        await Sealer.RecoverAsync(folder.Path, folder["x.parquet"]).Soon();
        foreach (string segment in Directory.GetFiles(folder.Path, "*-*.a1.parquet").Skip(whole))
        {
            await File.WriteAllTextAsync(segment, "no segment any more");
        }

        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();
        Assert.True(reader.IsSealed);
        await _sample.AssertHoldsAsync(reader, 0, Last);
        Assert.Empty(await Verifier.VerifyAsync(folder.Path).Soon());
        await before.RefreshAsync().Soon();
        Assert.True(before.IsSealed);
        await _sample.AssertHoldsAsync(before, 0, Last);
    }

    [Fact]
    public async Task Open_SealedFileIsDamaged_IsRefused()
    {
        using TemporaryFolder folder = await LiveAsync();
        await SealAsync(folder);
        byte[] bytes = await File.ReadAllBytesAsync(folder["x.parquet"]);
        await File.WriteAllBytesAsync(folder["x.parquet"], bytes[..^100]);
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder.Path).Soon());
        Assert.Equal(RecordingFault.Truncated, fault.Fault);
    }

    // Readers know nothing of the writer and hold no lock: whatever happens in the folder, what they have seen once stays.
    [Fact]
    public async Task Follow_WhileItIsWrittenSealedAndTidied_NoEpochIsLostOrWrong()
    {
        const int Epochs = 150;
        using TemporaryFolder folder = await LiveAsync(last: 0);
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(FollowAsync))];

        await _sample.WriteAsync(folder.Path, 1, Epochs - 1, new WriterOptions { SegmentBytes = 2000 });
        await SealAsync(folder);

        await Task.WhenAll(readers).Soon();

        async Task FollowAsync()
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path);
            int seen = 0;
            while (!reader.IsSealed || seen < Epochs)
            {
                await reader.RefreshAsync();
                Assert.InRange(reader.Epochs.Count, seen, Epochs);
                seen = reader.Epochs.Count;
                foreach (int epoch in new[] { 0, seen / 2, seen - 1 })
                {
                    float[]? bias = await reader.ReadFloatsAsync("hidden1.bias", epoch);
                    Assert.Equal(Enumerable.Range(0, 4).Select(i => SampleRecording.Value("hidden1.bias", epoch, i)), bias!);
                }
            }

            Assert.Equal(Enumerable.Range(0, Epochs), reader.Epochs);
        }
    }

    private static async Task<TemporaryFolder> LiveAsync(int last = Last)
    {
        TemporaryFolder folder = new();
        await _sample.WriteAsync(folder.Path, 0, last, new WriterOptions { SegmentBytes = 2000 });
        return folder;
    }

    private static async Task SealAsync(TemporaryFolder folder)
    {
        string[] segments = Directory.GetFiles(folder.Path, "*-*.a1.parquet");
        Assert.NotEmpty(segments);
        await Sealer.RecoverAsync(folder.Path, folder["x.parquet"]).Soon();
        foreach (string segment in segments)
        {
            File.Delete(segment);
        }
    }
}
