using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>Finds the schema of a table in one pass, in memory that does not grow with the rows.</summary>
internal static class TableProfiler
{
    /// <summary>Reads all rows.</summary>
    /// <param name="open">Opens the table, at its beginning each time.</param>
    /// <param name="faults">Where faults are noted.</param>
    /// <returns>The schema; meaningful only if there are no faults.</returns>
    public static TableSchema Profile(Func<ITableReader> open, TableFaults faults, CancellationToken cancellationToken)
    {
        using var reader = open();
        var profiles = reader.Columns.Select((name, index) => new ColumnProfile(index, name)).ToArray();
        // About every 65,536 values.
        var interval = Math.Max(1, 65_536 / Math.Max(1, profiles.Length));
        var schema = new TableSchema();
        while (reader.Read())
        {
            var complete = true;
            for (var i = 0; i < profiles.Length; i++) complete &= profiles[i].Observe(reader.Row, reader[i]);
            if (!complete) schema.IncompleteRows++;
            if (++schema.Rows % interval == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!FitsBudget(profiles, faults)) break;
            }
        }
        if (schema.Rows == 0 && !faults.Any) faults.Add(0, -1, "", reader.Arrays.Count > 0 ? "There are no rows." : "There are no rows below the header.");
        schema.Arrays.AddRange(reader.Arrays);
        if (Conclude(schema, profiles, faults) && !faults.Any) schema.IncompleteRows = CountIncomplete(open, schema, cancellationToken);
        return schema;
    }

    /// <returns>Rows must be counted again: what is missing in some of them was known only when the types of all columns were.</returns>
    private static bool Conclude(TableSchema schema, ColumnProfile[] profiles, TableFaults faults)
    {
        var again = false;
        var places = new List<MissingValue>();
        foreach (var profile in profiles)
        {
            var column = profile.Conclude(faults);
            schema.Columns.Add(column);
            var (rows, notNumbers) = profile.Missing(column);
            again |= notNumbers;
            if (column.Missing > 0) places.AddRange(rows.Select(row => new MissingValue { Row = row, Column = schema.Columns.Count - 1 }));
        }
        schema.MissingValues.AddRange(places.OrderBy(place => place.Row).ThenBy(place => place.Column).Take(TableLimits.MissingPlaces));
        return again;
    }

    private static long CountIncomplete(Func<ITableReader> open, TableSchema schema, CancellationToken cancellationToken)
    {
        using var reader = open();
        long incomplete = 0;
        while (reader.Read())
        {
            if (reader.Row % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < schema.Columns.Count; i++)
            {
                if (!ColumnTypes.IsMissing(schema.Columns[i].Type, reader[i])) continue;
                incomplete++;
                break;
            }
        }
        return incomplete;
    }

    private static bool FitsBudget(ColumnProfile[] profiles, TableFaults faults)
    {
        if (profiles.Sum(profile => (long)profile.Slots) <= TableLimits.DistinctSlots) return true;
        faults.Add(0, -1, "", "Too many distinct values in too many columns to be counted; use fewer columns.");
        return false;
    }
}
