using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>Reads a table whose schema is known into memory.</summary>
internal static class TableLoader
{
    /// <summary>Reads all columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="schema">As it was inspected.</param>
    /// <param name="label">The column whose numbers are kept as they are.</param>
    /// <exception cref="DataException">The table is not what its schema says.</exception>
    public static IReadOnlyList<LoadedColumn> Load(string path, string format, TableSchema schema, string label)
    {
        var faults = new TableFaults();
        var rows = checked((int)schema.Rows);
        var columns = schema.Columns.Select(column => new LoadedColumn(column, rows, exact: column.Name == label)).ToArray();
        using var reader = TableFormats.Open(format, File.OpenRead(path), faults) ?? throw new DataException($"'{format}' is no known format.");
        var row = 0;
        while (reader.Read() && row < rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (!columns[i].TrySet(row, reader[i])) faults.Add(reader.Row, i, columns[i].Info.Name, $"'{reader[i]}' is no {columns[i].Info.Type}.");
            }
            row++;
        }
        if (faults.Any) throw faults.ToException();
        if (row != rows) throw new DataException("The file has changed while it was read.");
        return columns;
    }
}
