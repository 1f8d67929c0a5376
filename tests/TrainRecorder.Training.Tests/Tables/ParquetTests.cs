using ParquetSharp;
using ParquetSharp.IO;

namespace TrainRecorder.Training.Tests.Tables;

/// <summary>Parquet files that Arrow C++ wrote.</summary>
public class ParquetTests
{
    [Theory]
    [InlineData(Compression.Uncompressed, true)]
    [InlineData(Compression.Snappy, true)]
    [InlineData(Compression.Snappy, false)]
    [InlineData(Compression.Zstd, true)]
    [InlineData(Compression.Gzip, false)]
    public void Read_ColumnsOfEachType_GivesTheirValues(Compression compression, bool dictionary)
    {
        var bytes = Write(
            compression, dictionary,
            (new Column<int>("int"), Of(1, -2, 3)), (new Column<long>("long"), Of(1L << 40, -5, 0)), (new Column<byte>("byte"), Of<byte>(255, 0, 7)),
            (new Column<float>("float"), Of(0.5f, -1.25f, 3)), (new Column<double>("double"), Of(0.1, 2, -3)), (new Column<bool>("bool"), Of(true, false, true)),
            (new Column<string>("text"), Of("a", "a", "ä")), (new Column<double?>("gaps"), Of<double?>(null, 2.5, null)), (new Column<string?>("names"), Of("x", null, "12")));

        var (columns, rows) = ReadTable.All("parquet", bytes);

        Assert.Equal(["int", "long", "byte", "float", "double", "bool", "text", "gaps", "names"], columns);
        Assert.Equal(
            [
                ["1", "1099511627776", "255", "0.5", "0.1", "true", "a", "", "x"],
                ["-2", "-5", "0", "-1.25", "2", "false", "a", "2.5", ""],
                ["3", "0", "7", "3", "-3", "true", "ä", "", "12"],
            ],
            rows);
    }

    [Fact]
    public void Inspect_Types_AreThoseOfTheFile()
    {
        // Texts of digits stay texts.
        using var file = new TemporaryFile(Write(Compression.Snappy, true, (new Column<string?>("code"), Of("1", null, "3")), (new Column<int?>("n"), Of<int?>(1, 2, null))));

        var inspection = TableInspector.Inspect(file.Path, "parquet");

        Assert.Empty(inspection.Faults);
        Assert.Equal(["text", "number"], inspection.Schema.Columns.Select(column => column.Type));
        Assert.Equal(2, inspection.Schema.IncompleteRows);
        Assert.Equal([1L, 1L], inspection.Schema.Columns.Select(column => column.Missing));
    }

    [Fact]
    public void Inspect_ColumnsThatAreNoneOfATable_NamesEach() => Assert.Equal(
        [
            "column list: Neither numbers, nor booleans, nor texts; lists, structures, dates and bytes are not read.",
            "column day: Neither numbers, nor booleans, nor texts; lists, structures, dates and bytes are not read.",
        ],
        ReadTable.Faults("parquet", Write(
            Compression.Snappy, true, (new Column<int>("x"), Of(1)), (new Column<float[]>("list"), Of<float[]>(Of(1f))), (new Column<DateTime>("day"), Of(new DateTime(2026, 1, 1))))));

    [Fact]
    public void Inspect_NoParquet_SaysSo()
    {
        var bytes = Write(Compression.Snappy, true, (new Column<int>("x"), Of(1, 2)));

        foreach (var damaged in (byte[][])[[1, 2, 3], [.. "PAR1PAR1"u8], bytes[..^5], bytes[8..]])
            Assert.StartsWith("file: The file is no Parquet file that can be read", Assert.Single(ReadTable.Faults("parquet", damaged)), StringComparison.Ordinal);
    }

    private static T[] Of<T>(params T[] values) => values;

    private static byte[] Write(Compression compression, bool dictionary, params (Column Column, Array Values)[] columns)
    {
        using var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        {
            var builder = new WriterPropertiesBuilder().Compression(compression);
            using var properties = (dictionary ? builder.EnableDictionary() : builder.DisableDictionary()).Build();
            using var writer = new ParquetFileWriter(output, [.. columns.Select(column => column.Column)], null, properties);
            using var group = writer.AppendRowGroup();
            foreach (var (_, values) in columns)
            {
                using var column = group.NextColumn().LogicalWriter();
                column.Apply(new BatchWriter(values));
            }
            writer.Close();
        }
        return stream.ToArray();
    }

    private sealed class BatchWriter(Array values) : ILogicalColumnWriterVisitor<bool>
    {
        public bool OnLogicalColumnWriter<TValue>(LogicalColumnWriter<TValue> columnWriter)
        {
            columnWriter.WriteBatch((TValue[])values);
            return true;
        }
    }
}
