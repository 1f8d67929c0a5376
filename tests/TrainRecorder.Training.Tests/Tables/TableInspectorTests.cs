using System.Text;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Tables;

public class TableInspectorTests
{
    [Fact]
    public void Inspect_Digits_FindsItsColumns()
    {
        var inspection = TableInspector.Inspect(DataFiles.Path("digits.csv"), "csv");

        Assert.Empty(inspection.Faults);
        Assert.Equal(1797, inspection.Schema.Rows);
        Assert.Equal(65, inspection.Schema.Columns.Count);
        Assert.Equal(new TableColumn { Name = "digit", Type = "number", Distinct = 10, Whole = true }, inspection.Schema.Columns[^1]);
    }

    [Fact]
    public void Inspect_ColumnsOfEachType_NamesThem()
    {
        var schema = Valid("n,w,b,t\n1.5,-2,true,x\n1.50,3e2,False,y\n2,+7,TRUE,x\n");

        Assert.Equal(
            [
                new TableColumn { Name = "n", Type = "number", Distinct = 2 },
                new TableColumn { Name = "w", Type = "number", Distinct = 3, Whole = true },
                new TableColumn { Name = "b", Type = "boolean", Distinct = 2 },
                new TableColumn { Name = "t", Type = "text", Distinct = 2 },
            ],
            schema.Columns);
        Assert.Equal(3, schema.Rows);
    }

    [Theory]
    [InlineData("\uFEFFa,b\n1,2\n")]
    [InlineData("\uFEFF\"a\",b\n1,2\n")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\n1,2")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n")]
    [InlineData("a, b\n 1 ,\t2\n")]
    public void Inspect_FormsOfOneTable_FindsTheSame(string text)
    {
        var schema = Valid(text);

        Assert.Equal(1, schema.Rows);
        Assert.Equal(["a", "b"], schema.Columns.Select(column => column.Name));
        Assert.All(schema.Columns, column => Assert.Equal("number", column.Type));
    }

    [Fact]
    public void Inspect_QuotedCommasQuotesAndLineBreaks_AreText()
    {
        using var file = new TemporaryFile("a,b\n\"x, \"\"y\"\"\nz\",1\nw,2\n");

        var inspection = TableInspector.Inspect(file.Path, "csv");

        Assert.Empty(inspection.Faults);
        Assert.Equal(2, inspection.Schema.Rows);
        Assert.Equal("text", inspection.Schema.Columns[0].Type);
    }

    [Theory]
    [InlineData("", "file: The file is empty.")]
    [InlineData("a,b\n", "file: There are no rows below the header.")]
    [InlineData("a,b\n1,2\n3\n", "row 3: The row has 1 values, the header has 2.")]
    [InlineData("a,b\n1,2,3\n", "row 2: The row has 3 values, the header has 2.")]
    [InlineData("a,b\n1,2\n\n3,4\n", "row 3: The row is empty.")]
    [InlineData("a\n1\n2\nfoo\n", "row 4, column a: 'foo' is not a number, but 2 of the column's 3 values are.")]
    [InlineData("a,b\n,2\n,4\n", "column a: There is no value in the column.")]
    [InlineData("a,b\nNA,2\nnan,4\n", "column a: There is no value in the column.")]
    [InlineData("a\n1\n-inf\n", "row 3, column a: '-inf' is not finite in 32 bits.")]
    [InlineData("a\n1\n1e39\n", "row 3, column a: '1e39' is not finite in 32 bits.")]
    [InlineData("a,a\n1,2\n", "row 1, column a: The name is already that of column 1.")]
    [InlineData("a,\n1,2\n", "row 1, column 2: The name is empty.")]
    [InlineData("a;b\n1;2\n", "row 1, column 1: There is one column only: values are separated by commas, not by semicolons or tabs.")]
    [InlineData("a,b\n1,\"x\"y\n", "row 2, column b: The value is not quoted as RFC 4180 says.")]
    [InlineData("a,b\n1,x\"y\n", "row 2, column b: The value is not quoted as RFC 4180 says.")]
    [InlineData("a,b\n1,\"xy\n", "row 2, column b: The value is not quoted as RFC 4180 says.")]
    public void Inspect_Fault_NamesItsPlace(string text, string fault) => Assert.Equal([fault], Faults(text));

    [Fact]
    public void Inspect_ManyFaults_ReportsEachInOrder() => Assert.Equal(
        [
            "row 2, column b: 'x' is not a number, but 3 of the column's 4 values are.",
            "row 3: The row has 1 values, the header has 2.",
        ],
        Faults("a,b\n1,x\n1\n2,3\n,4\n5,6\n"));

    [Fact]
    public void Inspect_FaultsOfHeaderAndRows_ReportsBoth() => Assert.Equal(
        ["row 1, column 2: The name is empty.", "row 1, column a: The name is already that of column 1.", "row 3: The row has 1 values, the header has 3."],
        Faults("a,,a\n1,2,3\n4\n5,,6\n"));

    [Fact]
    public void Inspect_ThousandFaults_ReportsTheFirstHundred()
    {
        var faults = Faults("a,b\n" + string.Concat(Enumerable.Repeat("1\n", 1000)));

        Assert.Equal(100, faults.Count);
        Assert.StartsWith("row 101:", faults[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_NotUtf8_NamesEachValue()
    {
        // Far behind what is read ahead; and a text that looks like another encoding, but is none.
        var rows = string.Concat(Enumerable.Repeat("1,é\n", 50_000));
        using var file = new TemporaryFile([.. Encoding.UTF8.GetBytes("a,b\n" + rows), .. "2,x"u8, 0xE9, (byte)'\n', .. "3,y\n4,"u8, 0xC3, (byte)'\n']);

        Assert.Equal(
            ["row 50002, column b: The value is not UTF-8 text.", "row 50004, column b: The value is not UTF-8 text."],
            TableInspector.Inspect(file.Path, "csv").Faults.Select(fault => $"{fault.Field}: {fault.Description}"));
    }

    [Fact]
    public void Inspect_AnotherEncoding_IsSaidOnce()
    {
        using var file = new TemporaryFile([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")]);

        var fault = Assert.Single(TableInspector.Inspect(file.Path, "csv").Faults);

        Assert.Equal(("row 1, column 1", "The name is not UTF-8 text."), (fault.Field, fault.Description));
    }

    [Fact]
    public void Inspect_EndlessValue_IsRefused()
    {
        var faults = Faults("a\n\"" + new string('x', 1_000_000));

        Assert.Equal(["row 2: A value has more than 10000 characters; a closing quote may be missing."], faults);
    }

    [Fact]
    public void Inspect_EndlessRow_IsRefused()
    {
        var faults = Faults("a\n" + new StringBuilder().Insert(0, "1,", 9_000_000));

        Assert.Equal(["row 2: The row has more than 16777216 characters."], faults);
    }

    [Fact]
    public void Inspect_ManyDistinctValues_CountsTenThousandAndOne()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"{i},{i % 10_000}\n"));

        Assert.Equal([10_001, 10_000], Valid(text).Columns.Select(column => column.Distinct));
    }

    [Fact]
    public void Inspect_UnknownFormat_NamesTheKnown()
    {
        using var file = new TemporaryFile("a\n1\n");

        var fault = Assert.Single(TableInspector.Inspect(file.Path, "xml").Faults);

        Assert.Equal("'xml' is no known format; known: csv, tsv, parquet, npy, npz, idx, weights.", fault.Description);
    }

    private static TableSchema Valid(string text)
    {
        using var file = new TemporaryFile(text);
        var inspection = TableInspector.Inspect(file.Path, "csv");
        Assert.Empty(inspection.Faults);
        return inspection.Schema;
    }

    private static List<string> Faults(string text)
    {
        using var file = new TemporaryFile(text);
        return [.. TableInspector.Inspect(file.Path, "csv").Faults.Select(fault => $"{fault.Field}: {fault.Description}")];
    }
}
