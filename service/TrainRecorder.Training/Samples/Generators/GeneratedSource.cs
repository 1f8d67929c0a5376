using System.Globalization;
using TrainRecorder.Training.Samples.Views;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Rows that were made.</summary>
/// <param name="Inputs">Features, row by row.</param>
/// <param name="Features">Features of one row.</param>
/// <param name="Labels">The class of each row; empty if values are to be learnt.</param>
/// <param name="Classes">How many classes there are.</param>
internal sealed record GeneratedRows(float[] Inputs, int Features, int[] Labels, int Classes)
{
    /// <summary>The value of each row, if these are to be learnt.</summary>
    public float[]? Values { get; init; }
}

/// <summary>Made rows as a source; without classification the number of the class is the value to learn, unless there are values.</summary>
internal sealed class GeneratedSource(GeneratedRows rows, string normalization, bool classification) : ISampleSource
{
    /// <inheritdoc/>
    public int Rows => rows.Inputs.Length / rows.Features;

    /// <inheritdoc/>
    public RawTargets Targets { get; } = classification
        ? new RawTargets(rows.Labels, [.. Enumerable.Range(0, rows.Classes).Select(c => c.ToString(CultureInfo.InvariantCulture))], null)
        : new RawTargets(null, [], rows.Values ?? [.. rows.Labels.Select(label => (float)label)]);

    /// <inheritdoc/>
    public EncodedFeatures Encode(int[] training, int[] validation)
    {
        var whole = new VectorColumn("Features", rows.Features, (row, to) => rows.Inputs.AsSpan((int)row * rows.Features, rows.Features).CopyTo(to));
        return FeatureEncoding.Encode([new FeatureGroup(whole, [])], training, validation, normalization);
    }
}
