using System.Globalization;
using TrainRecorder.Training.Samples.Views;
using TrainRecorder.Training.Tables;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>A table with a label column as a source of samples: the rows of the data, then those of a given validation set.</summary>
internal sealed class TableSource : ISampleSource
{
    private readonly IReadOnlyList<LoadedColumn> _features;
    private readonly Data _data;
    private readonly int _ofData;

    /// <summary>The rows that are used, by their place in the columns.</summary>
    private readonly int[] _kept;

    /// <param name="columns">Of all rows, the label among them.</param>
    /// <param name="data">Of a resolved job.</param>
    /// <param name="ofData">How many rows are of the data; the others are a given validation set.</param>
    /// <param name="rows">All of them.</param>
    /// <param name="firstRow">The number of the first row of the file that holds the labels of the validation set.</param>
    /// <exception cref="DataException">A class of the validation set is none of the data.</exception>
    public TableSource(IReadOnlyList<LoadedColumn> columns, Data data, int ofData, int rows, int firstRow)
    {
        _data = data;
        _ofData = ofData;
        _features = [.. columns.Where(column => column.Info.Name != data.Label)];
        _kept = [.. Enumerable.Range(0, rows).Where(row => data.Missing != MissingRules.Drop || !columns.Any(column => column.IsMissing(row)))];
        Dropped = rows - _kept.Length;
        if (data.ValidationDataset.Length > 0) Held = [.. _kept.Select(row => row >= ofData)];
        var label = columns.Single(column => column.Info.Name == data.Label);
        Targets = data.Task == Tasks.Classification ? Labels(label, firstRow) : new RawTargets(null, [], [.. _kept.Select(row => label.Numbers[row])]);
    }

    /// <inheritdoc/>
    public int Rows => _kept.Length;

    /// <inheritdoc/>
    public RawTargets Targets { get; }

    /// <inheritdoc/>
    public bool[]? Held { get; }

    /// <inheritdoc/>
    public int Dropped { get; }

    /// <inheritdoc/>
    public long FileRow(int row) => _kept[row] < _ofData ? _kept[row] : _kept[row] - _ofData;

    /// <inheritdoc/>
    public EncodedFeatures Encode(int[] training, int[] validation)
    {
        int[] fittedOn = [.. training.Select(row => _kept[row])];
        var columns = _features.Select(column => MissingValues.Fill(column, _data.Missing, fittedOn)).ToArray();
        var groups = new List<FeatureGroup>();
        for (var i = 0; i < _features.Count; i++)
        {
            if (_features[i].IsText)
            {
                columns[i].Categories.AddRange(Categories(_features[i]));
                groups.Add(Texts(_features[i], groups.Count));
                continue;
            }
            var run = _features.Skip(i).TakeWhile(column => !column.IsText).ToArray();
            groups.Add(Numbers(run, groups.Count));
            i += run.Length - 1;
        }
        return FeatureEncoding.Encode(groups, fittedOn, [.. validation.Select(row => _kept[row])], _data.Normalization) with { Columns = columns };
    }

    // Ordinal order, so that the inputs do not depend on the order of the rows.
    private static string[] Categories(LoadedColumn column) => [.. column.Texts.Order(StringComparer.Ordinal)];

    private static FeatureGroup Texts(LoadedColumn column, int number)
    {
        var texts = column.Texts.Select(text => text.AsMemory()).ToArray();
        var keys = Categories(column);
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

    private RawTargets Labels(LoadedColumn label, int firstRow)
    {
        if (label.IsText)
        {
            var names = Categories(label);
            var texts = label.Texts.Select(text => text.AsMemory()).ToArray();
            return new RawTargets(LabelEncoding.Encode(new TextColumn("Label", row => texts[label.Codes[_kept[row]]]), Rows, names), names, null);
        }
        var values = label.Exact.Take(_ofData).Where(value => !double.IsNaN(value)).Distinct().Order().ToArray();
        CheckClasses(label, values, firstRow);
        var classes = LabelEncoding.Encode(new ExactNumberColumn("Label", row => label.Exact[_kept[row]]), Rows, values);
        IReadOnlyList<string> numberNames = label.Info.Type == ColumnTypes.Boolean
            ? [.. values.Select(value => value == 0 ? "false" : "true")]
            : [.. values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
        return new RawTargets(classes, numberNames, null);
    }

    private void CheckClasses(LoadedColumn label, double[] values, int firstRow)
    {
        var faults = new TableFaults();
        foreach (var row in _kept.Where(row => row >= _ofData && Array.BinarySearch(values, label.Exact[row]) < 0))
            faults.Add(row - _ofData + firstRow, 0, label.Info.Name, $"{label.Exact[row].ToString("R", CultureInfo.InvariantCulture)} is no class of the data.");
        if (faults.Any) throw faults.ToException();
    }
}
