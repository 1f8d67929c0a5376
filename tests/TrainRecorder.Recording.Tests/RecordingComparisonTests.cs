using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

public sealed class RecordingComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compare_SameEpochsCutAndPackedOtherwise_FindsNothing()
    {
        SampleRecording sample = SampleRecording.Small();
        await sample.WriteAsync(_folder["live"], 0, 20, new WriterOptions { SegmentBytes = 3000 });
        SealedFile file = await sample.SealAsync(_folder, 20);

        Assert.Null(await CompareAsync(file.Path, _folder["live"]));
    }

    [Fact]
    public async Task Compare_OtherElapsedSeconds_FindsNothing() => Assert.Null(await WithAsync((row, _) => row.ElapsedSeconds = 77));

    [Fact]
    public async Task Compare_OneBitOfOneWeight_NamesEpochColumnIndexAndBothValues()
    {
        RecordingDifference difference = (await WithAsync((row, schema) =>
        {
            ref float weight = ref row.Floats(schema["hidden1.weight"])[3];
            weight = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(weight) ^ 1);
        }))!;

        float expected = SampleRecording.Value("hidden1.weight", 2, 3);
        Assert.Equal((2, "hidden1.weight", 3L), (difference.Epoch, difference.Column, difference.Index));
        Assert.Equal([1, 1], difference.Place);
        Assert.Contains($"0x{BitConverter.SingleToUInt32Bits(expected):x8}", difference.First, StringComparison.Ordinal);
        Assert.Contains($"0x{BitConverter.SingleToUInt32Bits(expected) ^ 1:x8}", difference.Second, StringComparison.Ordinal);
        Assert.StartsWith("epoch 2, hidden1.weight[1, 1]: ", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_SignOfZero_IsADifference()
    {
        RecordingDifference difference = (await WithAsync((row, schema) => row.Floats(schema["output.bias"])[0] = 0f, (row, schema) => row.Floats(schema["output.bias"])[0] = -0f))!;

        Assert.Equal(("output.bias", 0L, "0 (0x00000000)", "-0 (0x80000000)"), (difference.Column, difference.Index, difference.First, difference.Second));
    }

    [Theory]
    [InlineData("step")]
    [InlineData("train.loss")]
    [InlineData("hidden1.summary")]
    [InlineData("findings")]
    public async Task Compare_ColumnOfEveryType_IsNamed(string path)
    {
        RecordingDifference difference = (await WithAsync((row, schema) =>
        {
            switch (path)
            {
                case "step": row.Step++; break;
                case "findings": row.Findings = "[]"; break;
                case "hidden1.summary": row.Doubles(schema[path])[3] = 0.125; break;
                default: row.Set(schema[path], 0.125); break;
            }
        }))!;

        Assert.Equal((2, path), (difference.Epoch, difference.Column));
        Assert.Equal(path == "hidden1.summary" ? 3L : null, difference.Index);
        Assert.NotEqual(difference.First, difference.Second);
    }

    [Fact]
    public async Task Compare_TwoDifferences_NamesTheEarlierEpochThenTheEarlierColumn()
    {
        RecordingDifference difference = (await WithAsync((row, schema) =>
        {
            row.Floats(schema["output.weight"])[0] = 99;
            row.Floats(schema["hidden1.bias"])[0] = 99;
        }))!;

        Assert.Equal("hidden1.bias", difference.Column);
    }

    [Fact]
    public async Task Compare_ValueWhereTheOtherHasNone_SaysSo()
    {
        SampleRecording sparse = new(SampleRecording.Small().Manifest) { IsRecorded = (column, epoch) => column.Schedule == "every" && !(epoch == 3 && column.Path == "hidden1.saturation") };
        SampleRecording full = new(SampleRecording.Small().Manifest) { IsRecorded = (column, _) => column.Schedule == "every" };

        RecordingDifference difference = (await CompareAsync((await full.SealAsync(_folder, 5, "full.parquet")).Path, (await sparse.SealAsync(_folder, 5, "sparse.parquet")).Path))!;

        Assert.Equal((3, "hidden1.saturation", null, "a value", "null"), (difference.Epoch, difference.Column, difference.Index, difference.First, difference.Second));
    }

    [Fact]
    public async Task Compare_FewerEpochs_NamesTheFirstThatIsMissing()
    {
        SampleRecording sample = SampleRecording.Small();
        string longer = (await sample.SealAsync(_folder, 5, "long.parquet")).Path, shorter = (await sample.SealAsync(_folder, 3, "short.parquet")).Path;

        Assert.Equal("epoch 4: a row in the first, no row in the second", (await CompareAsync(longer, shorter))!.ToString());
        Assert.Equal("epoch 4: no row in the first, a row in the second", (await CompareAsync(shorter, longer))!.ToString());
    }

    [Fact]
    public async Task Compare_OtherColumns_NamesTheFirst()
    {
        SampleRecording other = new(2, 5, 3);
        string first = (await SampleRecording.Small().SealAsync(_folder, 1, "a.parquet")).Path, second = (await other.SealAsync(_folder, 1, "b.parquet")).Path;

        RecordingDifference difference = (await CompareAsync(first, second))!;

        Assert.Null(difference.Epoch);
        Assert.Equal("layer hidden1", difference.Column);
    }

    [Fact]
    public async Task Compare_Damaged_IsRefused()
    {
        string path = (await SampleRecording.Small().SealAsync(_folder, 5)).Path;
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 4] ^= 1;
        await File.WriteAllBytesAsync(_folder["bad.parquet"], bytes);

        await Assert.ThrowsAsync<RecordingException>(() => CompareAsync(path, _folder["bad.parquet"]));
    }

    private static async Task<RecordingDifference?> CompareAsync(string first, string second)
    {
        using RecordingReader a = await RecordingReader.OpenAsync(first).Soon(), b = await RecordingReader.OpenAsync(second).Soon();
        return await RecordingComparison.CompareAsync(a, b).Soon();
    }

    private Task<RecordingDifference?> WithAsync(Action<EpochRow, RecordingSchema> change) => WithAsync((_, _) => { }, change);

    /// <summary>Compares two recordings of five epochs, each with something changed at epoch 2.</summary>
    private async Task<RecordingDifference?> WithAsync(Action<EpochRow, RecordingSchema> changeFirst, Action<EpochRow, RecordingSchema> changeSecond)
    {
        await WriteAsync(_folder["first"], changeFirst);
        await WriteAsync(_folder["second"], changeSecond);
        return await CompareAsync(_folder["first"], _folder["second"]);
    }

    private static async Task WriteAsync(string folder, Action<EpochRow, RecordingSchema> change)
    {
        SampleRecording sample = SampleRecording.Small();
        Manifest manifest = sample.Manifest;
        await using RecordingWriter writer = RecordingWriter.Create(folder, manifest);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            EpochRow row = writer.Rent();
            sample.Fill(row, writer.Schema, epoch);
            if (epoch == 2)
            {
                change(row, writer.Schema);
            }

            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();
    }
}
