using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class RecordingReaderTests
{
    [Theory]
    [InlineData("hidden1.weight", 1, 2)]
    [InlineData("hidden1.bias", 3, 1)]
    [InlineData("hidden1.activation", 2, 2)]
    [InlineData("hidden1.saturation", 0, 4)]
    public async Task ReadUnits_SomeUnits_AreThoseOfTheWholeTensor(string path, int first, int count)
    {
        using TemporaryFolder folder = new();
        SealedFile file = await SampleRecording.Small().SealAsync(folder, 6);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();
        RecordingColumn column = reader.Schema[path];
        int axis = path == "hidden1.activation" ? 1 : 0;
        int inner = column.Info.Shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);

        int epochs = 0;
        await foreach ((int epoch, float[]? units) in reader.ReadUnitsAsync(path, new EpochRange(2, 5), first, count))
        {
            float[] whole = (await reader.ReadFloatsAsync(path, epoch).Soon())!;
            float[] expected = [.. whole.Where((_, i) => i / inner % column.Info.Shape[axis] >= first && i / inner % column.Info.Shape[axis] < first + count)];
            Assert.Equal(expected, units);
            Assert.Equal(expected, await reader.ReadUnitsAsync(path, epoch, first, count).Soon());
            epochs++;
        }

        Assert.Equal(4, epochs);
    }

    [Fact]
    public async Task Read_WhatIsNotThere_SaysWhatIs()
    {
        using TemporaryFolder folder = new();
        SealedFile file = await SampleRecording.Small().SealAsync(folder, 3);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();

        await AssertNotRecordedAsync("no epoch 4; it has 0 to 3", () => reader.ReadFloatsAsync("hidden1.weight", 4));
        await AssertNotRecordedAsync("no column 'hidden2.weight'", () => reader.ReadFloatsAsync("hidden2.weight", 0));
        await AssertNotRecordedAsync("is of type list<double>", () => reader.ReadFloatsAsync("hidden1.summary", 0));
        await AssertNotRecordedAsync("is of type list<float>", () => reader.ReadScalarsAsync("hidden1.bias"));
        await AssertNotRecordedAsync("has units 0 to 3", () => reader.ReadUnitsAsync("hidden1.weight", 0, 3, 2));
    }

    [Fact]
    public async Task Read_SeveralThreads_ReadTheSame()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        SealedFile file = await sample.SealAsync(folder, 30);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => sample.AssertHoldsAsync(reader, 0, 30)))).Soon();
    }

    private static async Task AssertNotRecordedAsync(string message, Func<Task> read)
    {
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => read().Soon());
        Assert.Equal(RecordingFault.NotRecorded, fault.Fault);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
