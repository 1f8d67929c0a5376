namespace TrainRecorder.Training.Validation;

/// <summary>How many rows a share of the data is.</summary>
internal static class SplitSize
{
    /// <summary>Rows held back for validation: the share rounded to the nearest whole number, halves up.</summary>
    public static long Validation(long samples, double fraction) => (long)Math.Floor((samples * fraction) + 0.5);
}
