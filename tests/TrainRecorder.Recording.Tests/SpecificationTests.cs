using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Writing;
using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

/// <summary>SPECIFICATION.md and the library say the same: the file that it dumps and explains, the tables of statistics and of the manifest's fields, the numbers of its examples.</summary>
public sealed partial class SpecificationTests
{
    [Fact]
    public async Task Dump_OfTheSpecification_IsWhatIsWritten()
    {
        using TemporaryFolder folder = new();
        byte[] file = await WriteAsync(folder);
        string specification = Specification();

        int end = 0;
        bool isWhole = true;
        foreach (Match line in DumpLine().Matches(specification))
        {
            int offset = int.Parse(line.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            byte[] expected = Convert.FromHexString(line.Groups[2].Value.Replace(" ", "", StringComparison.Ordinal));
            Assert.Equal($"{offset}: {Convert.ToHexStringLower(expected)}", $"{offset}: {Convert.ToHexStringLower(file.AsSpan(offset, expected.Length))}");
            Assert.True(offset == end || (!isWhole && offset > end), $"the dump goes from byte {end} to byte {offset}");
            end = offset + expected.Length;
            isWhole = !line.Groups[3].Value.EndsWith('…');
        }

        Assert.Equal(file.Length, end);
        Assert.Contains($"The file has {file.Length} bytes", specification, StringComparison.Ordinal);

        string manifest = specification.Split("```json\n")[1].Split("```")[0];
        using RecordingReader reader = await RecordingReader.OpenAsync(folder["run.parquet"]).Soon();
        Assert.Equal(Manifest.Parser.ParseJson(manifest), reader.Manifest);
    }

    [Fact]
    public void Summary_OfTheSpecification_HasEveryStatisticInOrder() =>
        Assert.Equal(StandardColumns.SummaryStatistics, Table("### The summary\n").Select(row => row[0]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfTheFormat_HasATableOfItsFields(string message)
    {
        MessageDescriptor descriptor = FormatMessages().Single(one => one.Name == message);
        Assert.Equal(
            descriptor.Fields.InFieldNumberOrder().Select(field => $"{field.Name}: {TypeOf(field)}"),
            Table($"### `{message}`").Select(row => $"{row[0]}: {row[1]}"));
    }

    public static TheoryData<string> Messages() => [.. FormatMessages().Select(message => message.Name)];

    // 256 samples of the probe; the first row has the probe too.
    [Fact]
    public void RowGroups_OfTheExamples_AreAsMany()
    {
        (IReadOnlyList<ColumnInfo> tiny, IReadOnlyList<ColumnInfo> large) = (Columns("rmse", [], 2, 8, 8, 1), Columns("accuracy", Classification(50), 1000, 300, 50));
        (int tinyGroups, long tinyRow) = Pack(tiny, 5000);
        (int largeGroups, _) = Pack(large, 2000);
        string specification = Specification();

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"({tinyRow:N0} bytes a row, {Limits.GroupBytes / tinyRow} rows a group) need {tinyGroups} row groups"),
            specification,
            StringComparison.Ordinal);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"costs {largeGroups * large.Count * 16 / 3e3:F0} KB for 2,000 epochs of [1000, 300, 50] ({largeGroups:N0} row groups of {large.Count} columns)"),
            specification,
            StringComparison.Ordinal);
    }

    private static (int Groups, long Row) Pack(IReadOnlyList<ColumnInfo> columns, int lastEpoch)
    {
        RecordingSchema schema = RecordingSchema.FromManifest(new Manifest { FormatVersion = 1, Columns = { columns } });
        (int groups, int rows, long size, long row) = (1, 0, 0, 0);
        for (int epoch = 0; epoch <= lastEpoch; epoch++)
        {
            row = Limits.RowBytes + schema.Columns.Where(column => column.Kind.IsList() && schema.IsDue(column, epoch)).Sum(RowSize.OfList);
            if (RowSize.IsFull(rows, size, row))
            {
                (groups, rows, size) = (groups + 1, 0, 0);
            }

            rows++;
            size += row;
        }

        return (groups, row);
    }

    /// <summary>Those of a network of dense layers.</summary>
    private static IReadOnlyList<ColumnInfo> Columns(string score, IReadOnlyList<ColumnInfo> validation, params int[] shape)
    {
        List<LayerRecord> layers = [new(new LayerInfo { Name = "input", Kind = "input", Shape = { shape[0] } }, null, null, shape[0], Saturation: false)];
        for (int i = 1; i < shape.Length; i++)
        {
            bool isOutput = i == shape.Length - 1;
            LayerInfo layer = new() { Name = isOutput ? "output" : $"hidden{i}", Kind = "dense", Shape = { shape[i] } };
            layers.Add(new LayerRecord(layer, [shape[i], shape[i - 1]], [shape[i]], shape[i], Saturation: !isOutput));
        }

        return StandardColumns.For(layers, [score], 256, validation: validation);
    }

    private static IReadOnlyList<ColumnInfo> Classification(int classes) =>
    [
        new ColumnInfo { Path = "validation.macro_accuracy", Type = "double", Schedule = "every" },
        new ColumnInfo { Path = "validation.log_loss", Type = "double", Schedule = "every" },
        new ColumnInfo { Path = "validation.confusion", Type = "list<int64>", Shape = { classes, classes }, Axes = { "target", "prediction" }, Schedule = "every" },
    ];

    /// <summary>The manifest, what is in it but for the job and what is protobuf's own, and the findings.</summary>
    private static List<MessageDescriptor> FormatMessages()
    {
        List<MessageDescriptor> messages = [Manifest.Descriptor, Finding.Descriptor];
        for (int i = 0; i < messages.Count; i++)
        {
            messages.AddRange(messages[i].Fields.InFieldNumberOrder()
                .Where(field => field.FieldType == FieldType.Message)
                .Select(field => field.MessageType)
                .Where(message => message.File.Package == Manifest.Descriptor.File.Package && message.Name != "Job" && !messages.Contains(message)));
        }

        return messages;
    }

    private static string TypeOf(FieldDescriptor field)
    {
        string type = field.FieldType == FieldType.Message ? field.MessageType.Name : field.FieldType.ToString().ToLowerInvariant();
        return field.IsRepeated ? $"list of {type}" : field.HasPresence && field.FieldType != FieldType.Message ? $"optional {type}" : type;
    }

    /// <summary>The rows of the first table below a heading, without its head; what is code in the first cell, the text of the others.</summary>
    private static List<string[]> Table(string heading)
    {
        string[] parts = Specification().Split($"\n{heading}");
        Assert.True(parts.Length == 2, $"'{heading}' stands {parts.Length - 1} times in the specification");
        return
        [
            .. parts[1].Split('\n')
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Skip(2)
                .Select(line => line.Split(" | ").Select((cell, i) => i == 0 ? cell.Trim('|', ' ', '`') : cell.Trim('|', ' ')).ToArray()),
        ];
    }

    private static string Specification() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SPECIFICATION.md"));

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

    // A line of the dump: offset, two spaces, bytes, two spaces, what they mean; with … at its end where more bytes follow.
    [GeneratedRegex(@"^ *([0-9]+)  ((?:[0-9a-f]{2} ?)+)  (.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DumpLine();
}
