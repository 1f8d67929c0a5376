using Google.Protobuf;
using Google.Rpc;
using TrainRecorder.V1;
using TrainRecorder.Worker.Inspection;
using TrainRecorder.Worker.Tests.Infrastructure;

namespace TrainRecorder.Worker.Tests.Inspection;

public sealed class InspectCommandTests
{
    [Fact]
    public void Run_GoodFile_PrintsItsSchema()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.csv"], "height,kind\n1.5,cat\n2,dog\n3,cat\n");
        using var output = new StringWriter();

        Assert.Equal(ExitCode.Good, InspectCommand.Run("csv", folder["a.csv"], output));

        var schema = JsonParser.Default.Parse<TableSchema>(output.ToString());
        Assert.Equal(3, schema.Rows);
        Assert.Equal([("height", "number", 3), ("kind", "text", 2)], schema.Columns.Select(column => (column.Name, column.Type, (int)column.Distinct)));
    }

    [Fact]
    public void Run_FaultyFile_PrintsEveryFault()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.csv"], "a,a\n1,2\n3\n4,5,6\n");
        using var output = new StringWriter();

        Assert.Equal(ExitCode.Faulty, InspectCommand.Run("csv", folder["a.csv"], output));

        var faults = JsonParser.Default.Parse<BadRequest>(output.ToString()).FieldViolations;
        Assert.True(faults.Count >= 3, string.Join('\n', faults));
    }
}
