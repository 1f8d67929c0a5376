using System.Globalization;
using System.Security.Cryptography;
using Google.Rpc;
using TrainRecorder.Training.Samples.Views;
using TrainRecorder.Training.Tables;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>A table with a label column as a source of samples.</summary>
internal sealed class TableSource : ISampleSource
{
    private readonly IReadOnlyList<LoadedColumn> _features;
    private readonly string _normalization;

    private TableSource(IReadOnlyList<LoadedColumn> columns, TableSchema schema, Data data)
    {
        Rows = (int)schema.Rows;
        _normalization = data.Normalization;
        _features = [.. columns.Where(column => column.Info.Name != data.Label)];
        var label = columns.Single(column => column.Info.Name == data.Label);
        Targets = data.Task == Tasks.Classification ? Labels(label) : new RawTargets(null, [], label.Numbers);
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public RawTargets Targets { get; }

    /// <summary>Reads the dataset of a resolved job.</summary>
    /// <exception cref="DataException">The file is not that dataset, has faults, or does not fit the job.</exception>
    public static TableSource Open(Job job, string path)
    {
        const string format = "csv";
        using (var stream = File.OpenRead(path))
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (job.Data.Dataset != "datasets/" + sha256) throw new DataException($"The file is not {job.Data.Dataset}: its SHA-256 is {sha256}.");
        }
        var inspection = TableInspector.Inspect(path, format);
        ThrowIfAny(inspection.Faults);
        // The service resolved the job against what was found when the file was uploaded; it must hold for what is here.
        ThrowIfAny(JobResolver.Resolve(job, inspection.Schema).Violations);
        return new TableSource(TableLoader.Load(path, format, inspection.Schema, job.Data.Label), inspection.Schema, job.Data);
    }

    /// <inheritdoc/>
    public EncodedFeatures Encode(int[] training, int[] validation)
    {
        var groups = new List<FeatureGroup>();
        for (var i = 0; i < _features.Count; i++)
        {
            if (_features[i].IsText)
            {
                groups.Add(Texts(_features[i], groups.Count));
                continue;
            }
            var run = _features.Skip(i).TakeWhile(column => !column.IsText).ToArray();
            groups.Add(Numbers(run, groups.Count));
            i += run.Length - 1;
        }
        return FeatureEncoding.Encode(groups, training, validation, _normalization);
    }

    private static void ThrowIfAny(IReadOnlyList<BadRequest.Types.FieldViolation> violations)
    {
        if (violations.Count > 0) throw new DataException(string.Join('\n', violations.Select(violation => $"{violation.Field}: {violation.Description}")));
    }

    private static FeatureGroup Texts(LoadedColumn column, int number)
    {
        var texts = column.Texts.Select(text => text.AsMemory()).ToArray();
        // Ordinal order, so that the inputs do not depend on the order of the rows.
        var keys = column.Texts.Order(StringComparer.Ordinal).ToArray();
        return new FeatureGroup(
            new TextColumn(Name(number), row => texts[column.Codes[row]]), [.. keys.Select(text => $"{column.Info.Name}={text}")], keys);
    }

    private static FeatureGroup Numbers(LoadedColumn[] columns, int number) => new(
        new VectorColumn(Name(number), columns.Length, (row, to) =>
        {
            for (var i = 0; i < columns.Length; i++) to[i] = columns[i].Numbers[row];
        }),
        [.. columns.Select(column => column.Info.Name)]);

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"group{number}");

    private RawTargets Labels(LoadedColumn label)
    {
        if (label.IsText)
        {
            var names = label.Texts.Order(StringComparer.Ordinal).ToArray();
            var texts = label.Texts.Select(text => text.AsMemory()).ToArray();
            return new RawTargets(LabelEncoding.Encode(new TextColumn("Label", row => texts[label.Codes[row]]), Rows, names), names, null);
        }
        var values = label.Exact.Distinct().Order().ToArray();
        var classes = LabelEncoding.Encode(new ExactNumberColumn("Label", row => label.Exact[row]), Rows, values);
        IReadOnlyList<string> numberNames = label.Info.Type == ColumnTypes.Boolean
            ? [.. values.Select(value => value == 0 ? "false" : "true")]
            : [.. values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
        return new RawTargets(classes, numberNames, null);
    }
}
