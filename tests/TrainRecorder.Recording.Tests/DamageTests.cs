using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

public sealed class DamageTests
{
    [Fact]
    public async Task Verify_EverySeventhByteFlipped_IsFound()
    {
        using TemporaryFolder folder = new();
        SealedFile file = await SampleRecording.Small().SealAsync(folder, 4);
        byte[] bytes = await File.ReadAllBytesAsync(file.Path);
        for (int i = 0; i < bytes.Length; i += 7)
        {
            bytes[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(folder["flipped.parquet"], bytes);
            bytes[i] ^= (byte)(1 << (i % 8));
            Assert.True((await Verifier.VerifyAsync(folder["flipped.parquet"]).Soon()).Count > 0, $"byte {i} of {bytes.Length}");
        }
    }

    [Fact]
    public async Task Open_TruncatedAnywhere_IsRefused()
    {
        using TemporaryFolder folder = new();
        SealedFile file = await SampleRecording.Small().SealAsync(folder, 4);
        byte[] bytes = await File.ReadAllBytesAsync(file.Path);
        for (int length = 0; length < bytes.Length; length += length < 20 || length > bytes.Length - 20 ? 1 : 97)
        {
            await File.WriteAllBytesAsync(folder["cut.parquet"], bytes[..length]);
            RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder["cut.parquet"]).Soon());
            Assert.Contains(fault.Fault, new[] { RecordingFault.Truncated, RecordingFault.Damaged, RecordingFault.Foreign });
        }
    }

    [Theory]
    [InlineData("", RecordingFault.Truncated)]
    [InlineData("PK\u0003\u0004 a zip and not a recording", RecordingFault.Foreign)]
    public async Task Open_Foreign_SaysSo(string content, RecordingFault expected)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["x.parquet"], content);
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder["x.parquet"]).Soon());
        Assert.Equal(expected, fault.Fault);
    }

    [Fact]
    public async Task Open_ParquetOfSomebodyElse_IsForeign()
    {
        using TemporaryFolder folder = new();
        using (DuckDB.NET.Data.DuckDBConnection connection = new("DataSource=:memory:"))
        {
            connection.Open();
            using DuckDB.NET.Data.DuckDBCommand command = connection.CreateCommand();
            command.CommandText = $"copy (select 1 as a, [1, 2] as b, {{'x': 'y'}} as c) to '{folder["x.parquet"]}' (format parquet)";
            command.ExecuteNonQuery();
        }

        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder["x.parquet"]).Soon());
        Assert.Equal(RecordingFault.Foreign, fault.Fault);
    }

    [Fact]
    public async Task Open_NothingThere_IsMissing()
    {
        using TemporaryFolder folder = new();
        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(folder["no.parquet"]).Soon());
        Assert.Equal(RecordingFault.Missing, fault.Fault);
    }

    [Fact]
    public void FromManifest_NewerVersionOrUnknownExtension_IsNewer()
    {
        Manifest newer = SampleRecording.Small().Manifest.Clone();
        newer.FormatVersion = 2;
        Assert.Equal(RecordingFault.Newer, Assert.Throws<RecordingException>(() => RecordingSchema.FromManifest(newer)).Fault);

        Manifest extended = SampleRecording.Small().Manifest.Clone();
        extended.Extensions.Add(new Extension { Name = "example.harmless" });
        Assert.NotNull(RecordingSchema.FromManifest(extended));
        extended.Extensions.Add(new Extension { Name = "example.encrypted", MustUnderstand = true });
        Assert.Contains("example.encrypted", Assert.Throws<RecordingException>(() => RecordingSchema.FromManifest(extended)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromManifest_SeveralFaults_NamesThemAll()
    {
        Manifest wrong = SampleRecording.Small().Manifest.Clone();
        wrong.Columns[1].Path = "steps";
        wrong.Columns.Add(new ColumnInfo { Path = "hidden1.more", Type = "double" });
        wrong.Columns.Add(new ColumnInfo { Path = "x.y", Type = "list<float>", Shape = { 65536, 65536 }, Axes = { "a", "b" } });
        wrong.Columns.Add(new ColumnInfo { Path = "Bad name", Type = "float16" });

        string message = Assert.Throws<RecordingException>(() => RecordingSchema.FromManifest(wrong)).Message;

        Assert.Contains("columns[1] must be step", message, StringComparison.Ordinal);
        Assert.Contains("hidden1.more does not stand beside the other columns of hidden1", message, StringComparison.Ordinal);
        Assert.Contains("x.y: more than", message, StringComparison.Ordinal);
        Assert.Contains("'Bad name' is not a path", message, StringComparison.Ordinal);
        Assert.Contains("unknown type 'float16'", message, StringComparison.Ordinal);
    }
}
