namespace TrainRecorder.Training.Samples;

/// <summary>Samples as the network sees them: encoded, normalised, with their targets.</summary>
internal sealed class SampleSet
{
    /// <summary>Features of all samples, row by row.</summary>
    public required float[] Inputs { get; init; }

    /// <summary>Features of one sample.</summary>
    public required int Features { get; init; }

    /// <summary>The class of each sample; null for regression.</summary>
    public int[]? Classes { get; init; }

    /// <summary>The target value of each sample; null for classification.</summary>
    public float[]? Values { get; init; }

    /// <summary>The row of each sample in its file: 0-based, without the header.</summary>
    public required long[] Rows { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => Rows.Length;
}
