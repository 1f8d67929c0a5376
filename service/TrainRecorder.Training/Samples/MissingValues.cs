using TrainRecorder.Training.Tables;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>Fills what is missing in a column with what the training part says.</summary>
internal static class MissingValues
{
    /// <summary>Fits and fills a column.</summary>
    /// <param name="column">Changed in place.</param>
    /// <param name="policy"><c>data.missing</c>.</param>
    /// <param name="training">Rows to fit on.</param>
    /// <returns>The column as the manifest has it, with what was fitted.</returns>
    /// <exception cref="DataException">The training part has no value to fit on.</exception>
    public static FeatureColumn Fill(LoadedColumn column, string policy, int[] training)
    {
        var feature = new FeatureColumn { Name = column.Info.Name, Type = column.Info.Type };
        if (!MissingRules.Fills(policy)) return feature;
        var present = training.Where(row => !column.IsMissing(row)).ToArray();
        if (present.Length == 0) throw new DataException($"column {column.Info.Name}: The training part has no value to fill the missing ones with.");
        if (column.IsText)
        {
            feature.FillText = column.Texts[MostFrequent(present.Select(row => column.Codes[row]), code => column.Texts[code], StringComparer.Ordinal)];
            column.FillCode(column.Texts.ToList().IndexOf(feature.FillText));
        }
        else
        {
            var values = present.Select(row => column.Numbers[row]).ToArray();
            // The features are floats: what is kept is what was filled in.
            feature.FillNumber = (float)(column.Info.Type == ColumnTypes.Boolean ? MostFrequent(values) : Fit(values, policy));
            column.Fill((float)feature.FillNumber);
        }
        return feature;
    }

    private static double Fit(float[] values, string policy)
    {
        switch (policy)
        {
            case MissingRules.Mean:
                // In the order of the rows: the same bits everywhere.
                var sum = 0.0;
                foreach (var value in values) sum += value;
                return sum / values.Length;
            case MissingRules.Median:
                Array.Sort(values);
                return ((double)values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
            default:
                return MostFrequent(values);
        }
    }

    private static double MostFrequent(float[] values) => MostFrequent(values, value => value, Comparer<float>.Default);

    private static T MostFrequent<T, TKey>(IEnumerable<T> values, Func<T, TKey> key, IComparer<TKey> smallest)
        where T : notnull =>
        values.CountBy(value => value).OrderByDescending(pair => pair.Value).ThenBy(pair => key(pair.Key), smallest).First().Key;
}
