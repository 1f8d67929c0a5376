using TrainRecorder.Training.Tables;

namespace TrainRecorder.Training.Tests.Tables;

/// <summary>Reads tables as the loader does.</summary>
internal static class ReadTable
{
    /// <summary>A file beside the tests.</summary>
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Tables", "fixtures", name);

    /// <summary>The columns and the values of every row, as people write them.</summary>
    public static (IReadOnlyList<string> Columns, List<string[]> Rows) All(string format, byte[] bytes)
    {
        var faults = new TableFaults();
        using var reader = TableFormats.Open(format, new MemoryStream(bytes), faults)!;
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.Columns.Count).Select(column => reader[column].Shown)]);
        Assert.Empty(faults.Sorted());
        return (reader.Columns, rows);
    }

    /// <summary>What is wrong with a file.</summary>
    public static List<string> Faults(string format, byte[] bytes)
    {
        using var file = new TemporaryFile(bytes);
        return [.. TableInspector.Inspect(file.Path, format).Faults.Select(fault => $"{fault.Field}: {fault.Description}")];
    }
}
