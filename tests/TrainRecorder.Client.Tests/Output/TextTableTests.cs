using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using Spectre.Console.Rendering;
using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Tests.Output;

public sealed class TextTableTests
{
    private static string[] Lines(int width, TextTable table, bool isInteractive = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, TextWriter.Null, new FakeTimeProvider(), isInteractive, AnsiSupport.No);
        if (isInteractive) terminal.Console.Profile.Width = width;
        table.Write(terminal);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static TextTable Runs()
    {
        var table = new TextTable("RUN", TextColumn.Elastic("NAME"), TextColumn.Number("EPOCH"));
        table.Add("a1", "a name of many letters", "3/60");
        table.Add("b2", "数字 and a long name", "12/60");
        return table;
    }

    [Fact]
    public void Write_WithRoom_ShowsAllInColumns() => Assert.Equal(
        ["RUN  NAME                    EPOCH", "a1   a name of many letters   3/60", "b2   数字 and a long name    12/60"],
        Lines(80, Runs()));

    [Fact]
    public void Write_TooNarrow_ShortensTheLongTexts() => Assert.Equal(
        ["RUN  NAME            EPOCH", "a1   a name of man…   3/60", "b2   数字 and a lo…  12/60"],
        Lines(26, Runs()));

    [Fact]
    public void Write_FarTooNarrow_LeavesTheLastColumnsOut() => Assert.Equal(
        ["RUN  NAME          …", "a1   a name of m…  …", "b2   数字 and a …  …"],
        Lines(21, Runs()));

    [Fact]
    public void Write_ForAProgram_ShowsAllWhateverTheWidth() => Assert.Equal(Lines(500, Runs()), Lines(0, Runs(), isInteractive: false));

    [Fact]
    public void Write_TextsThatMoveTheCursor_AreTamed()
    {
        var table = new TextTable("NAME");
        table.Add("\u001b[2Jgone\nnext");

        Assert.Equal(["NAME", "·[2Jgone·next"], Lines(80, table));
    }

    [Fact]
    public void Write_AnyTableOnAnyTerminal_IsNeverWiderThanIt() =>
        Gen.Select(Gen.Int[20, 120], Gen.String[Gen.Char["ab 数é"], 0, 60].Array[5].Array[1, 4]).Sample((width, rows) =>
        {
            var table = new TextTable("ID", TextColumn.Elastic("NAME"), TextColumn.Elastic("NOTE"), TextColumn.Number("A"), "B");
            foreach (var row in rows) table.Add([row[0][..Math.Min(row[0].Length, 4)], .. row[1..]]);

            Assert.All(Lines(width, table), line => Assert.True(new Segment(line).CellCount() <= width, $"{width}: '{line}'"));
        });
}
