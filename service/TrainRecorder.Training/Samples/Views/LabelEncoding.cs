using Microsoft.ML;

namespace TrainRecorder.Training.Samples.Views;

/// <summary>Maps labels to classes with Microsoft.ML; the order of the classes is given: numbers ascending, texts in ordinal order.</summary>
internal static class LabelEncoding
{
    /// <summary>The class of each row of a text column, 0-based.</summary>
    public static int[] Encode(TextColumn label, int rows, IReadOnlyList<string> classes)
    {
        var keys = classes.Select(text => text.AsMemory()).ToArray();
        return Encode(label, rows, new ArrayView(keys.Length, new TextColumn("Key", row => keys[row])));
    }

    /// <summary>The class of each row of a number column, 0-based.</summary>
    public static int[] Encode(ExactNumberColumn label, int rows, IReadOnlyList<double> classes) =>
        Encode(label, rows, new ArrayView(classes.Count, new ExactNumberColumn("Key", row => classes[(int)row])));

    private static int[] Encode(ViewColumn label, int rows, ArrayView keys)
    {
        var context = new MLContext(seed: 0);
        var view = new ArrayView(rows, label);
        var mapped = context.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair(label.Name)], keyData: keys).Fit(view).Transform(view);
        var column = mapped.Schema[label.Name];
        using var cursor = mapped.GetRowCursor([column]);
        var getter = cursor.GetGetter<uint>(column);
        var classes = new int[rows];
        uint key = 0;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getter(ref key);
            // 0 is a missing key, and none can be missing.
            classes[row] = checked((int)(key - 1));
        }
        return classes;
    }
}
