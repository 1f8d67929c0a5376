using System.Globalization;
using Spectre.Console;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Datasets, their columns and their rows, a line each.</summary>
internal static class DatasetTables
{
    public static Table List(IEnumerable<Dataset> datasets, DateTimeOffset now)
    {
        var table = Tables.Create("DATASET", "NAME", ">ROWS", ">COLUMNS", ">SIZE", ">AGE");
        foreach (var dataset in datasets)
        {
            table.AddTextRow(
                dataset.Name["datasets/".Length..],
                dataset.DisplayName,
                Quantities.Count(dataset.Schema?.Rows ?? 0),
                Quantities.Count(dataset.Schema?.Columns.Count ?? 0),
                Quantities.Bytes(dataset.Size),
                dataset.CreateTime is null ? "" : Quantities.Age(now - dataset.CreateTime.ToDateTimeOffset()));
        }

        return table;
    }

    public static Table Columns(InspectDatasetResponse seen)
    {
        var table = Tables.Create("COLUMN", "TYPE", ">DISTINCT", ">MIN", ">MEAN", ">MAX", ">LONGEST");
        foreach (var (index, column) in (seen.Dataset.Schema?.Columns ?? []).Index())
        {
            var range = index < seen.Ranges.Count ? seen.Ranges[index] : new ColumnRange();
            table.AddTextRow(
                column.Name,
                column.Type,
                column.Distinct > 10_000 ? "> 10,000" : Quantities.Count(column.Distinct),
                range.HasMin ? Quantities.Real(range.Min) : "",
                range.HasMean ? Quantities.Real(range.Mean) : "",
                range.HasMax ? Quantities.Real(range.Max) : "",
                range.HasLongest ? range.Longest.ToString(CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    public static Table Rows(InspectDatasetResponse seen)
    {
        var table = Tables.Create([.. (seen.Dataset.Schema?.Columns ?? []).Select(column => column.Name.Length == 0 ? "-" : column.Name)]);
        foreach (var row in seen.Rows) table.AddTextRow([.. row.Values.Take(table.Columns.Count)]);
        return table;
    }
}
