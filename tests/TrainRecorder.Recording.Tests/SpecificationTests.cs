using System.Globalization;
using System.Text.RegularExpressions;
using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

/// <summary>The file that SPECIFICATION.md dumps and explains is what the library writes.</summary>
public sealed partial class SpecificationTests
{
    [Fact]
    public async Task Dump_OfTheSpecification_IsWhatIsWritten()
    {
        using TemporaryFolder folder = new();
        byte[] file = await WriteAsync(folder);
        string specification = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "SPECIFICATION.md"));

        MatchCollection lines = DumpLine().Matches(specification);

        Assert.True(lines.Count > 10, $"the dump has {lines.Count} lines");
        foreach (Match line in lines)
        {
            int offset = int.Parse(line.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            byte[] expected = Convert.FromHexString(line.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal($"{offset}: {Convert.ToHexStringLower(expected)}", $"{offset}: {Convert.ToHexStringLower(file.AsSpan(offset, expected.Length))}");
        }

        Assert.Contains($"The file has {file.Length} bytes", specification, StringComparison.Ordinal);

        string manifest = specification.Split("```json\n")[1].Split("```")[0];
        using RecordingReader reader = await RecordingReader.OpenAsync(folder["run.parquet"]).Soon();
        Assert.Equal(Manifest.Parser.ParseJson(manifest), reader.Manifest);
    }

    private static async Task<byte[]> WriteAsync(TemporaryFolder folder)
    {
        Manifest manifest = new()
        {
            FormatVersion = 1,
            Run = "runs/example",
            Columns =
            {
                new ColumnInfo { Path = "epoch", Type = "int32", Schedule = "every" },
                new ColumnInfo { Path = "step", Type = "int64", Schedule = "every" },
                new ColumnInfo { Path = "elapsed_seconds", Type = "double", Unit = "s", Schedule = "every" },
                new ColumnInfo { Path = "train.loss", Type = "double", Schedule = "every" },
                new ColumnInfo { Path = "output.weight", Type = "list<float>", Shape = { 2, 2 }, Axes = { "output", "input" }, Schedule = "every 2" },
            },
        };
        await using RecordingWriter writer = RecordingWriter.Create(folder["live"], manifest);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            EpochRow row = writer.Rent();
            row.Epoch = epoch;
            row.Step = epoch * 10;
            row.ElapsedSeconds = epoch * 0.5;
            row.Set(writer.Schema["train.loss"], epoch == 0 ? 0.75 : 0.5);
            if (epoch == 0)
            {
                new float[] { 1, -2, 0.5f, 3 }.CopyTo(row.Floats(writer.Schema["output.weight"]));
            }

            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();
        SealedFile file = await Sealer.RecoverAsync(folder["live"], folder["run.parquet"]).Soon();
        return await File.ReadAllBytesAsync(file.Path);
    }

    // A line of the dump: offset, two spaces, bytes, two spaces, what they mean.
    [GeneratedRegex(@"^ *([0-9]+)  ((?:[0-9a-f]{2} ?)+)  ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DumpLine();
}
