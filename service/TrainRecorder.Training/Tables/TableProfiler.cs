using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>Finds the schema of a table in one pass, in memory that does not grow with the rows.</summary>
internal static class TableProfiler
{
    /// <summary>Reads all rows.</summary>
    /// <returns>The schema; meaningful only if there are no faults.</returns>
    public static TableSchema Profile(ITableReader reader, TableFaults faults, CancellationToken cancellationToken)
    {
        var profiles = reader.Columns.Select((name, index) => new ColumnProfile(index, name)).ToArray();
        // About every 65,536 values.
        var interval = Math.Max(1, 65_536 / Math.Max(1, profiles.Length));
        long rows = 0;
        while (reader.Read())
        {
            for (var i = 0; i < profiles.Length; i++) profiles[i].Observe(reader.Row, reader[i], faults);
            if (++rows % interval == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!FitsBudget(profiles, faults)) break;
            }
        }
        if (rows == 0 && !faults.Any) faults.Add(0, -1, "", "There are no rows below the header.");
        var schema = new TableSchema { Rows = rows };
        schema.Columns.AddRange(profiles.Select(profile => profile.Conclude(faults)));
        return schema;
    }

    private static bool FitsBudget(ColumnProfile[] profiles, TableFaults faults)
    {
        if (profiles.Sum(profile => (long)profile.Slots) <= TableLimits.DistinctSlots) return true;
        faults.Add(0, -1, "", "Too many distinct values in too many columns to be counted; use fewer columns.");
        return false;
    }
}
