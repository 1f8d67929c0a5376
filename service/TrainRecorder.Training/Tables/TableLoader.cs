namespace TrainRecorder.Training.Tables;

/// <summary>Reads a table whose schema is known into memory.</summary>
internal static class TableLoader
{
    /// <summary>Reads columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="columns">The columns to fill, each with the place of its values in the file.</param>
    /// <param name="first">The row of the columns where the file's first row goes.</param>
    /// <param name="rows">Rows of the file.</param>
    /// <exception cref="DataException">The table is not what its schema says; every fault with row and column.</exception>
    public static void Load(string path, string format, IReadOnlyList<(LoadedColumn Column, int Place)> columns, int first, int rows)
    {
        var faults = new TableFaults();
        try
        {
            using var reader = TableFormats.Open(format, File.OpenRead(path), faults) ?? throw new DataException($"'{format}' is no known format of a table.");
            var row = 0;
            while (row < rows && reader.Read())
            {
                foreach (var (column, place) in columns)
                {
                    if (column.Set(first + row, reader[place]) is { } fault) faults.Add(reader.Row, place, column.Info.Name, fault);
                }
                row++;
            }
            if (faults.Any) throw faults.ToException();
            if (row != rows) throw new DataException("The file has changed while it was read.");
        }
        catch (DamagedFileException damage)
        {
            throw new DataException(damage.Message);
        }
    }
}
