using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>The targets of all rows: a class or a value each.</summary>
/// <param name="Classes">The class of each row; null for regression.</param>
/// <param name="ClassNames">Names of the classes in their order; empty for regression.</param>
/// <param name="Values">The value of each row; null for classification.</param>
internal sealed record RawTargets(int[]? Classes, IReadOnlyList<string> ClassNames, float[]? Values);

/// <summary>What a source of data can say before the split is drawn, and what it does after.</summary>
internal interface ISampleSource
{
    /// <summary>Rows.</summary>
    int Rows { get; }

    /// <summary>The targets of all rows.</summary>
    RawTargets Targets { get; }

    /// <summary>Whether each row is of a given validation set; null if the split is to be drawn.</summary>
    bool[]? Held => null;

    /// <summary>Rows that were left out because a value was missing.</summary>
    int Dropped => 0;

    /// <summary>The place of a row in its file, 0-based, without a header.</summary>
    long FileRow(int row) => row;

    /// <summary>Encodes and normalises the features of two parts; what is fitted is fitted on the first.</summary>
    EncodedFeatures Encode(int[] training, int[] validation);
}

/// <summary>The features of both parts.</summary>
/// <param name="Names">Of the features, in the order of the inputs; empty for generated data.</param>
/// <param name="Training">Row by row.</param>
/// <param name="Validation">Row by row.</param>
/// <param name="Offset">x' = (x − offset) · scale, one a feature; empty without normalisation.</param>
/// <param name="Scale">See <paramref name="Offset"/>.</param>
internal sealed record EncodedFeatures(
    IReadOnlyList<string> Names, float[] Training, float[] Validation, IReadOnlyList<double> Offset, IReadOnlyList<double> Scale)
{
    /// <summary>How the columns became features; empty for generated data.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; init; } = [];
}
