using System.Collections.Immutable;
using Google.Rpc;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>Reads the files of a resolved job into one table: the rows of the data, then those of a given validation set.</summary>
internal static class TableReading
{
    /// <summary>Inspects and reads every file that the data is in.</summary>
    /// <exception cref="DataException">A file is not its dataset, has faults, or does not fit the job.</exception>
    public static TableSource Open(Job job, DatasetFiles files)
    {
        var data = job.Data;
        var schemas = Inspect(job, files);
        var table = schemas[data.Dataset];
        var rows = checked((int)table.Rows);
        var given = data.ValidationDataset.Length > 0 ? schemas[data.ValidationDataset] : null;
        var all = checked(rows + (int)(given?.Rows ?? 0));

        var columns = table.Columns.Select(column => new LoadedColumn(column, all, exact: column.Name == data.Label)).ToList();
        Load(files, data.Dataset, [.. columns.Select((column, place) => (column, place))], first: 0, rows);
        LoadedColumn? ownLabel = null;
        if (data.LabelDataset.Length > 0)
        {
            var info = schemas[data.LabelDataset].Columns[0].Clone();
            info.Name = data.Label;
            ownLabel = new LoadedColumn(info, all, exact: true);
            Load(files, data.LabelDataset, [(ownLabel, 0)], first: 0, rows);
        }
        if (given is not null)
        {
            // One-hot features and classes are those of the data.
            foreach (var column in columns.Append(ownLabel)) column?.Close();
            var places = given.Columns.Select((column, place) => (column.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
            Load(files, data.ValidationDataset, [.. columns.Select(column => (column, places[column.Info.Name]))], rows, all - rows);
            if (ownLabel is not null) Load(files, data.ValidationLabelDataset, [(ownLabel, 0)], rows, all - rows);
        }
        if (ownLabel is not null) columns.Add(ownLabel);
        var labels = data.ValidationLabelDataset.Length > 0 ? data.ValidationLabelDataset : data.ValidationDataset;
        return new TableSource(columns, data, rows, all, firstRow: given is null ? 1 : TableFormats.FirstRow(files.Get(labels).Format));
    }

    /// <summary>The service resolved the job against what was found when the files were uploaded; it must hold for what is here.</summary>
    private static Dictionary<string, TableSchema> Inspect(Job job, DatasetFiles files)
    {
        var schemas = new Dictionary<string, TableSchema>(StringComparer.Ordinal);
        var datasets = ImmutableArray.CreateBuilder<Dataset>();
        foreach (var name in JobDatasets.Of(job).Select(dataset => dataset.Name).Distinct())
        {
            var file = files.Get(name);
            var inspection = TableInspector.Inspect(file.Path, file.Format);
            ThrowIfAny(inspection.Faults);
            schemas.Add(name, inspection.Schema);
            datasets.Add(new Dataset { Name = name, Format = file.Format, Schema = inspection.Schema });
        }
        ThrowIfAny(JobResolver.Resolve(job, datasets.ToImmutable()).Violations);
        return schemas;
    }

    private static void Load(DatasetFiles files, string name, IReadOnlyList<(LoadedColumn Column, int Place)> columns, int first, int rows)
    {
        var file = files.Get(name);
        TableLoader.Load(file.Path, file.Format, columns, first, rows);
    }

    private static void ThrowIfAny(IReadOnlyList<BadRequest.Types.FieldViolation> violations)
    {
        if (violations.Count > 0) throw new DataException(string.Join('\n', violations.Select(violation => $"{violation.Field}: {violation.Description}")));
    }
}
