using DuckDB.NET.Data;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>A recording as any Parquet engine sees it; here DuckDB, which shares no code with us.</summary>
internal sealed class RecordingTable : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly string _file;

    public RecordingTable(string file)
    {
        _file = file.Replace("'", "''", StringComparison.Ordinal);
        _connection.Open();
    }

    /// <summary>Rows of <c>select COLUMNS from the recording order by epoch</c>.</summary>
    public List<object?[]> Select(string columns) => Query($"select {columns} from '{_file}' order by epoch");

    /// <summary>A hash of every column but <c>elapsed_seconds</c>, in the order of the file.</summary>
    public string Fingerprint() => (string)Query(
        $"select md5(string_agg(line, chr(10) order by epoch)) from (select epoch, cast(t as varchar) as line from (select * exclude (elapsed_seconds) from '{_file}') t)")[0][0]!;

    public void Dispose() => _connection.Dispose();

    public List<object?[]> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }
}
