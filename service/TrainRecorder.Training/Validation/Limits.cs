namespace TrainRecorder.Training.Validation;

/// <summary>What a job may ask for at most. Ranges of single fields are those of job.proto; the others keep a run in the memory of one machine.</summary>
internal static class Limits
{
    /// <summary>Characters (Unicode scalar values) of a job's name.</summary>
    public const int NameLength = 100;

    /// <summary>Characters of a layer's name.</summary>
    public const int LayerNameLength = 64;

    /// <summary>Layers of a network.</summary>
    public const int Layers = 1_000;

    /// <summary>Units of a layer.</summary>
    public const int Units = 100_000;

    /// <summary>Rows of an embedding's table.</summary>
    public const int Vocabulary = 10_000_000;

    /// <summary>Values of one sample that a layer gives.</summary>
    public const long LayerValues = 16L << 20;

    /// <summary>Size, step and padding of a kernel or a window along one axis.</summary>
    public const int KernelSize = 1_000;

    /// <summary>Inputs of a network, after encoding.</summary>
    public const int Features = 100_000;

    /// <summary>Classes of a label.</summary>
    public const int Classes = 10_000;

    /// <summary>Samples that a generator makes.</summary>
    public const int GeneratedSamples = 10_000_000;

    /// <summary>Samples times features: 2 GiB of inputs.</summary>
    public const long DataValues = 512L << 20;

    /// <summary>Trainable parameters.</summary>
    public const long Parameters = 200_000_000;

    /// <summary>Batch size times all units and inputs: what the passes of one batch hold, several times.</summary>
    public const long BatchValues = 256L << 20;

    /// <summary>Raw bytes of one row of the recording.</summary>
    public const long RowBytes = 1L << 30;

    /// <summary>Epochs.</summary>
    public const int Epochs = 1_000_000;

    /// <summary>Samples a step.</summary>
    public const int BatchSize = 65_536;

    /// <summary>Samples of the probe.</summary>
    public const int ProbeSamples = 65_536;

    /// <summary>The largest seed: every value up to it is exact in a JSON number.</summary>
    public const long Seed = (1L << 53) - 1;

    /// <summary>The largest share of rows held back.</summary>
    public const double ValidationFraction = 0.9;
}
