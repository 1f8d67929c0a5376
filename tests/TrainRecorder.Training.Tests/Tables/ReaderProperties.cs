using System.Globalization;
using System.IO.Compression;
using CsCheck;

namespace TrainRecorder.Training.Tests.Tables;

/// <summary>What is written is read, and no bytes make one of our readers throw, hang, or take more memory than its limits.</summary>
public class ReaderProperties
{
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly Gen<float[][]> Tables = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 6]).SelectMany((rows, columns) =>
        Gen.Float[-1e30f, 1e30f].Array[columns].Array[rows]);

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("npy")]
    [InlineData("npz")]
    public void Read_WhatWasWritten_IsTheSame(string format) => Tables.Sample(
        table =>
        {
            var (columns, rows) = ReadTable.All(format, Write(format, table));
            Assert.Equal(table[0].Length, columns.Count);
            Assert.Equal(table, rows.Select(row => row.Select(value => (float)double.Parse(value, CultureInfo.InvariantCulture)).ToArray()));
        },
        iter: 50, threads: 1);

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("npy")]
    [InlineData("npz")]
    [InlineData("idx")]
    [InlineData("weights")]
    public void Inspect_MutatedBytes_EndsInASchemaOrFaults(string format)
    {
        var whole = Write(format, [[1, 2.5f, -3], [4, 5, 6], [7, 8, 9]]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[1, 4], Gen.Int[0, whole.Length]).Sample(
            (place, value, length, end) =>
            {
                var bytes = (byte[])whole.Clone();
                for (var i = place; i < Math.Min(bytes.Length, place + length); i++) bytes[i] = (byte)(value + (37 * (i - place)));
                Inspect(format, end % 7 == 0 ? bytes[..end] : bytes);
            },
            iter: 300, threads: 1);
    }

    // Not any mutation: Parquet.Net believes what page headers say, and the limits of the inspecting process are what holds.
    [Fact]
    public void Inspect_TruncatedParquet_IsRefused()
    {
        var whole = ParquetBytes();
        for (var length = 0; length < whole.Length; length += 3) Assert.NotEmpty(ReadTable.Faults("parquet", whole[..length]));
    }

    private static void Inspect(string format, byte[] bytes)
    {
        using var file = new TemporaryFile(bytes);
        using var limit = new CancellationTokenSource(Longest);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var inspection = TableInspector.Inspect(file.Path, format, limit.Token);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        if (inspection.Faults.Count == 0) Assert.True(inspection.Schema.Rows > 0 || inspection.Schema.Arrays.Count > 0);
    }

    private static byte[] ParquetBytes()
    {
        using var stream = new MemoryStream();
        using (var output = new ParquetSharp.IO.ManagedOutputStream(stream, leaveOpen: true))
        using (var writer = new ParquetSharp.ParquetFileWriter(output, [new ParquetSharp.Column<double?>("a"), new ParquetSharp.Column<string>("b")]))
        {
            using var group = writer.AppendRowGroup();
            using (var a = group.NextColumn().LogicalWriter<double?>()) a.WriteBatch([1, null, 3]);
            using (var b = group.NextColumn().LogicalWriter<string>()) b.WriteBatch(["x", "y", "x"]);
            writer.Close();
        }
        return stream.ToArray();
    }

    private static byte[] Write(string format, float[][] table)
    {
        var shape = $"{table.Length}, {table[0].Length}";
        var values = table.SelectMany(row => row).ToArray();
        var separator = format == "tsv" ? '\t' : ',';
        return format switch
        {
            "npy" => NumpyFiles.Floats(shape, values),
            "npz" or "weights" => NumpyFiles.Npz(CompressionLevel.Fastest, ("x", NumpyFiles.Floats(shape, values))),
            "idx" => [0, 0, 0x0D, 2, 0, 0, 0, (byte)table.Length, 0, 0, 0, (byte)table[0].Length, .. values.SelectMany(value => BitConverter.GetBytes(value).Reverse())],
            _ => System.Text.Encoding.UTF8.GetBytes(
                string.Join(separator, table[0].Select((_, i) => $"c{i}")) + "\n" +
                string.Concat(table.Select(row => string.Join(separator, row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n"))),
        };
    }
}
