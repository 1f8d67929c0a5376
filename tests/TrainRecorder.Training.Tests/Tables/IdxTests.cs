using System.IO.Compression;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Tables;

public class IdxTests
{
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];

    [Fact]
    public void Inspect_Images_AreRowsOfOneChannel()
    {
        var inspection = TableInspector.Inspect(ReadTable.Fixture("images-idx3-ubyte"), "idx");

        Assert.Empty(inspection.Faults);
        Assert.Equal(6, inspection.Schema.Rows);
        Assert.Equal(["x[0,0]", "x[0,1]", "x[1,0]", "x[1,1]"], inspection.Schema.Columns.Select(column => column.Name));
        Assert.Equal([new TableArray { Name = "x", Shape = { 1, 2, 2 } }], inspection.Schema.Arrays);
    }

    [Fact]
    public void Read_GzippedLabels_GivesTheirValues() => Assert.Equal(
        [["0"], ["1"], ["0"], ["1"], ["0"], ["1"]],
        ReadTable.All("idx", File.ReadAllBytes(ReadTable.Fixture("labels-idx1-ubyte.gz"))).Rows);

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF }, "-1")]
    [InlineData(0x0B, new byte[] { 0xFF, 0xFE }, "-2")]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0 }, "65536")]
    [InlineData(0x0D, new byte[] { 0x3F, 0xC0, 0, 0 }, "1.5")]
    [InlineData(0x0E, new byte[] { 0xC0, 0, 0, 0, 0, 0, 0, 0 }, "-2")]
    public void Read_EachType_GivesItsValue(byte type, byte[] element, string value) =>
        Assert.Equal([[value]], ReadTable.All("idx", [0, 0, type, 1, 0, 0, 0, 1, .. element]).Rows);

    [Theory]
    [InlineData(10, "file: The array should have 3 bytes after its header, but has 2.")]
    [InlineData(6, "file: The file ends within its header.")]
    [InlineData(3, "file: The file ends within its header.")]
    public void Inspect_Truncated_IsRefused(int length, string fault) => Assert.Equal([fault], ReadTable.Faults("idx", Labels[..length]));

    [Theory]
    [InlineData(2, 7, "file: The file does not begin as an IDX file does.")]
    [InlineData(3, 9, "file: The array has 9 axes; 1 to 8 are read.")]
    [InlineData(4, 255, "file: Array x has more than 8 GiB.")]
    public void Inspect_AHeaderThatIsNotTrue_IsRefused(int place, byte value, string fault)
    {
        var bytes = (byte[])Labels.Clone();
        bytes[place] = value;

        Assert.Equal([fault], ReadTable.Faults("idx", bytes));
    }

    [Fact]
    public void Inspect_GzippedDamage_IsRefused()
    {
        Assert.Equal(["file: There are bytes behind the last element."], ReadTable.Faults("idx", Gzip([.. Labels, 1])));
        Assert.Equal(["file: Array x ends too early."], ReadTable.Faults("idx", Gzip(Labels[..^1])));
        Assert.Single(ReadTable.Faults("idx", Gzip(Labels)[..^12]));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
