using System.Buffers.Binary;
using System.IO.Compression;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Tables;

/// <summary>Arrays that NumPy wrote (fixtures/make.py), and arrays that it would not write.</summary>
public class NumpyTests
{
    private static readonly string[][] Rows = [.. Enumerable.Range(0, 6).Select(i => new[] { $"{i}", $"{i / 2.0}", $"{-i}" })];

    [Theory]
    [InlineData("c.npy")]
    [InlineData("fortran.npy")]
    [InlineData("big.npy")]
    [InlineData("version2.npy")]
    [InlineData("version3.npy")]
    public void Read_WhatNumPyWrote_IsTheTable(string name)
    {
        var (columns, rows) = ReadTable.All("npy", File.ReadAllBytes(ReadTable.Fixture(name)));

        Assert.Equal(["x[0]", "x[1]", "x[2]"], columns);
        Assert.Equal(Rows, rows);
    }

    [Fact]
    public void Read_StoredArchive_HasAColumnForEachPlaceInARow()
    {
        var (columns, rows) = ReadTable.All("npz", File.ReadAllBytes(ReadTable.Fixture("stored.npz")));

        Assert.Equal(["x[0]", "x[1]", "x[2]", "y"], columns);
        Assert.Equal(Rows.Select((row, i) => row.Append($"{i % 2}").ToArray()), rows);
    }

    [Fact]
    public void Inspect_DeflatedArchiveWithTexts_FindsTypesAndArrays()
    {
        var inspection = TableInspector.Inspect(ReadTable.Fixture("deflated.npz"), "npz");

        Assert.Empty(inspection.Faults);
        Assert.Equal(6, inspection.Schema.Rows);
        Assert.Equal(["number", "number", "number", "text"], inspection.Schema.Columns.Select(column => column.Type));
        Assert.Equal([new TableArray { Name = "x", Shape = { 3 } }, new TableArray { Name = "y" }], inspection.Schema.Arrays);
        Assert.Equal(2, inspection.Schema.Columns[3].Distinct);
    }

    [Theory]
    [InlineData("object.npy", "file: Array x has elements of type |O; read are booleans, whole numbers, floats of 16, 32 and 64 bits, and texts (U).")]
    [InlineData("structured.npy", "file: Array x has elements of type structure; read are booleans, whole numbers, floats of 16, 32 and 64 bits, and texts (U).")]
    public void Inspect_PicklesAndStructures_AreRefused(string name, string fault) =>
        Assert.Equal([fault], ReadTable.Faults("npy", File.ReadAllBytes(ReadTable.Fixture(name))));

    [Theory]
    [InlineData("|b1", new byte[] { 0, 1 }, "false", "true")]
    [InlineData("|i1", new byte[] { 0xFF, 5 }, "-1", "5")]
    [InlineData("|u1", new byte[] { 0xFF, 5 }, "255", "5")]
    [InlineData("<i2", new byte[] { 0xFE, 0xFF, 1, 0 }, "-2", "1")]
    [InlineData(">u2", new byte[] { 1, 0, 0, 2 }, "256", "2")]
    [InlineData("<u4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0 }, "4294967295", "1")]
    [InlineData(">i4", new byte[] { 0xFF, 0xFF, 0xFF, 0xFD, 0, 0, 0, 7 }, "-3", "7")]
    [InlineData("<i8", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0 }, "-1", "1")]
    [InlineData("<u8", new byte[] { 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 }, "4294967296", "1")]
    [InlineData("<f2", new byte[] { 0x00, 0x3C, 0x00, 0xC0 }, "1", "-2")]
    [InlineData(">f4", new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0 }, "1", "-2")]
    [InlineData("<U2", new byte[] { 65, 0, 0, 0, 0, 0, 0, 0, 66, 0, 0, 0, 67, 0, 0, 0 }, "A", "BC")]
    public void Read_EachType_GivesItsValues(string descr, byte[] elements, string first, string second)
    {
        var (columns, rows) = ReadTable.All("npy", NumpyFiles.Npy(descr, "2,", elements));

        Assert.Equal(["x"], columns);
        Assert.Equal([[first], [second]], rows);
    }

    [Fact]
    public void Read_FortranOrderOfThreeAxes_IsTheSameTableAsCOrder()
    {
        // a[i, j, k] = 100 i + 10 j + k of shape [2, 3, 2].
        var c = new List<float>();
        var fortran = new List<float>();
        for (var i = 0; i < 2; i++) for (var j = 0; j < 3; j++) for (var k = 0; k < 2; k++) c.Add((100 * i) + (10 * j) + k);
        for (var k = 0; k < 2; k++) for (var j = 0; j < 3; j++) for (var i = 0; i < 2; i++) fortran.Add((100 * i) + (10 * j) + k);

        var left = ReadTable.All("npy", NumpyFiles.Floats("2, 3, 2", [.. c]));
        var right = ReadTable.All("npy", NumpyFiles.Npy("<f4", "2, 3, 2", [.. fortran.SelectMany(BitConverter.GetBytes)], fortran: true));

        Assert.Equal(["x[0,0]", "x[0,1]", "x[1,0]", "x[1,1]", "x[2,0]", "x[2,1]"], left.Columns);
        Assert.Equal(left.Columns, right.Columns);
        Assert.Equal(left.Rows, right.Rows);
        Assert.Equal("121", left.Rows[1][5]);
    }

    [Theory]
    [InlineData("4,", "file: Array x should have 16 bytes after its header, but has 8.")]
    [InlineData("1,", "file: Array x should have 4 bytes after its header, but has 8.")]
    [InlineData("", "file: Array x should have 4 bytes after its header, but has 8.")]
    [InlineData("99999999, 99999999, 99999999", "file: Array x has more than 8 GiB.")]
    [InlineData("99999999999999999999,", "file: Array x has more than 8 GiB.")]
    [InlineData("1,1,1,1,1,1,1,1,2", "file: Array x has 9 axes; at most 8 are read.")]
    [InlineData("-2,", "file: The header of array x does not say its shape as NumPy does.")]
    public void Inspect_AShapeThatIsNotTrue_IsRefused(string shape, string fault) =>
        Assert.Equal([fault], ReadTable.Faults("npy", NumpyFiles.Floats(shape, 1, 2)));

    [Fact]
    public void Inspect_ArraysOfDifferentLengths_NamesThem() => Assert.Equal(
        ["file: Array y has 3 rows, x has 2.", "file: Array z is a single number; its first axis must count the rows."],
        ReadTable.Faults("npz", NumpyFiles.Npz(
            CompressionLevel.Fastest, ("x", NumpyFiles.Floats("2,", 1, 2)), ("y", NumpyFiles.Floats("3,", 1, 2, 3)), ("z", NumpyFiles.Floats("", 1)))));

    [Fact]
    public void Inspect_ADamagedArchive_SaysSo()
    {
        var bytes = NumpyFiles.Npz(CompressionLevel.NoCompression, ("x", NumpyFiles.Floats("3,", 1, 2, 3)));
        var value = bytes.AsSpan().IndexOf(BitConverter.GetBytes(2f));
        bytes[value] ^= 1;

        Assert.Equal(["file: Array x is damaged: its checksum does not match."], ReadTable.Faults("npz", bytes));
        Assert.StartsWith("file: The file is no ZIP archive", Assert.Single(ReadTable.Faults("npz", bytes[..^30])), StringComparison.Ordinal);
        Assert.Equal(["file: 'readme.txt' in the file is no array."], ReadTable.Faults("npz", Renamed()));

        static byte[] Renamed()
        {
            using var stream = new MemoryStream();
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) archive.CreateEntry("readme.txt");
            return stream.ToArray();
        }
    }

    [Fact]
    public void Inspect_AnArchiveThatUnpacksToMuch_IsRefusedBeforeItIsUnpacked()
    {
        // 64 MiB of zeros in 64 KiB, said to be a single row: too many columns; nothing of the size is allocated.
        var bytes = NumpyFiles.Npz(CompressionLevel.SmallestSize, ("x", NumpyFiles.Npy("<f4", "1, 16777216", new byte[64 << 20])));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fault = Assert.Single(ReadTable.Faults("npz", bytes));

        Assert.Equal("file: There are 16777216 columns; at most 65536 are read.", fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 8 << 20);
    }

    [Fact]
    public void Inspect_NotANumber_IsMissing()
    {
        using var file = new TemporaryFile(NumpyFiles.Floats("3, 2", 1, float.NaN, 3, 4, float.NaN, 6));

        var schema = TableInspector.Inspect(file.Path, "npy").Schema;

        Assert.Equal((2L, 3L), (schema.IncompleteRows, schema.Rows));
        Assert.Equal([new MissingValue { Row = 1, Column = 1 }, new MissingValue { Row = 3, Column = 0 }], schema.MissingValues);
        Assert.Equal([1L, 1L], schema.Columns.Select(column => column.Missing));
    }

    [Fact]
    public void Inspect_ADirectoryOfManyArrays_IsRefused()
    {
        var bytes = NumpyFiles.Npz(CompressionLevel.NoCompression, ("x", NumpyFiles.Floats("1,", 1)));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(bytes.AsSpan().LastIndexOf("PK\x05\x06"u8) + 10), 20_000);

        Assert.Equal(["file: There are more than 10000 arrays in the file."], ReadTable.Faults("npz", bytes));
    }
}
