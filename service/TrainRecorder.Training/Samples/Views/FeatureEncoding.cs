using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace TrainRecorder.Training.Samples.Views;

/// <summary>Columns that are encoded together.</summary>
/// <param name="Column">Numbers as they are, or texts to be encoded as one of several.</param>
/// <param name="Names">The names of the features that come of it.</param>
/// <param name="Keys">Of texts: all of them, in the order of the features.</param>
internal sealed record FeatureGroup(ViewColumn Column, IReadOnlyList<string> Names, IReadOnlyList<string>? Keys = null);

/// <summary>Encodes and normalises features with Microsoft.ML.</summary>
internal static class FeatureEncoding
{
    private const string Features = "Features";

    /// <summary>Encodes all groups, in their order, and normalises by what is fitted on the training part.</summary>
    public static EncodedFeatures Encode(IReadOnlyList<FeatureGroup> groups, int[] training, int[] validation, string normalization)
    {
        var context = new MLContext(seed: 0);
        var columns = groups.Select(group => group.Column).ToArray();
        var trainingView = (IDataView)new ArrayView(training, columns);
        var validationView = (IDataView)new ArrayView(validation, columns);
        var encoder = Encoder(context, groups).Fit(trainingView);
        trainingView = encoder.Transform(trainingView);
        validationView = encoder.Transform(validationView);
        IReadOnlyList<double> offset = [];
        IReadOnlyList<double> scale = [];
        if (Normalizer(context, normalization) is { } estimator)
        {
            var normalizer = estimator.Fit(trainingView);
            trainingView = normalizer.Transform(trainingView);
            validationView = normalizer.Transform(validationView);
            (offset, scale) = Parameters(normalizer);
        }
        return new EncodedFeatures(
            [.. groups.SelectMany(group => group.Names)], Read(trainingView, training.Length), Read(validationView, validation.Length), offset, scale);
    }

    private static IEstimator<ITransformer> Encoder(MLContext context, IReadOnlyList<FeatureGroup> groups)
    {
        IEstimator<ITransformer> concatenation = context.Transforms.Concatenate(Features, [.. groups.Select(group => group.Column.Name)]);
        foreach (var group in groups.Where(group => group.Keys is not null))
        {
            var keys = group.Keys!.Select(key => key.AsMemory()).ToArray();
            var keyView = new ArrayView(keys.Length, new TextColumn("Key", row => keys[row]));
            concatenation = context.Transforms.Categorical.OneHotEncoding(
                [new InputOutputColumnPair(group.Column.Name)], OneHotEncodingEstimator.OutputKind.Indicator, keyData: keyView).Append(concatenation);
        }
        return concatenation;
    }

    private static NormalizingEstimator? Normalizer(MLContext context, string normalization) => normalization switch
    {
        "standard" => context.Transforms.NormalizeMeanVariance(Features, fixZero: false),
        "min_max" => context.Transforms.NormalizeMinMax(Features, fixZero: false),
        _ => null,
    };

    private static (IReadOnlyList<double> Offset, IReadOnlyList<double> Scale) Parameters(NormalizingTransformer normalizer)
    {
        var parameters = (NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>)normalizer.GetNormalizerModelParameters(0);
        var scale = parameters.Scale.Select(value => (double)value).ToArray();
        // No offset means that all are 0.
        var offset = parameters.Offset.IsDefaultOrEmpty ? new double[scale.Length] : [.. parameters.Offset.Select(value => (double)value)];
        return (offset, scale);
    }

    private static float[] Read(IDataView view, int rows)
    {
        var column = view.Schema[Features];
        var length = ((VectorDataViewType)column.Type).Size;
        var values = new float[checked(rows * length)];
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getter(ref buffer);
            buffer.CopyTo(values.AsSpan(row * length, length));
        }
        return values;
    }
}
