using System.Globalization;
using TrainRecorder.Client.Datasets;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Datasets, their columns and their rows, a line each.</summary>
internal static class DatasetTables
{
    public static TextTable List(IEnumerable<Dataset> datasets, DateTimeOffset now)
    {
        var table = new TextTable("DATASET", TextColumn.Elastic("NAME"), TextColumn.Number("ROWS"), TextColumn.Number("COLUMNS"), TextColumn.Number("SIZE"), TextColumn.Number("AGE"));
        foreach (var dataset in datasets)
        {
            table.Add(
                DatasetList.Short(dataset.Name),
                dataset.DisplayName,
                Quantities.Count(dataset.Schema?.Rows ?? 0),
                Quantities.Count(dataset.Schema?.Columns.Count ?? 0),
                Quantities.Bytes(dataset.Size),
                dataset.CreateTime is null ? "" : Quantities.Age(now - dataset.CreateTime.ToDateTimeOffset()));
        }

        return table;
    }

    public static TextTable Columns(InspectDatasetResponse seen)
    {
        var table = new TextTable(
            TextColumn.Elastic("COLUMN"), "TYPE", TextColumn.Number("DISTINCT"), TextColumn.Number("MIN"), TextColumn.Number("MEAN"), TextColumn.Number("MAX"), TextColumn.Number("LONGEST"));
        foreach (var (index, column) in (seen.Dataset.Schema?.Columns ?? []).Index())
        {
            var range = index < seen.Ranges.Count ? seen.Ranges[index] : new ColumnRange();
            table.Add(
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

    public static TextTable Rows(InspectDatasetResponse seen)
    {
        var columns = (seen.Dataset.Schema?.Columns ?? []).Select(column => new TextColumn(column.Name.Length == 0 ? "-" : column.Name, column.Type == "number", IsElastic: true)).ToArray();
        var table = new TextTable(columns);
        foreach (var row in seen.Rows) table.Add([.. row.Values.Take(columns.Length)]);
        return table;
    }
}
