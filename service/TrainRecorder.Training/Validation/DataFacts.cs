using TrainRecorder.Training.Tables;

namespace TrainRecorder.Training.Validation;

/// <summary>What is known of the data of a job, where it is known.</summary>
/// <param name="Samples">Rows; without those of a given validation set.</param>
/// <param name="Features">Inputs after encoding.</param>
/// <param name="Label">The label.</param>
internal sealed record DataFacts(long? Samples, int? Features, LabelFacts? Label)
{
    /// <summary>Nothing is known.</summary>
    public static DataFacts None { get; } = new(null, null, null);

    /// <summary>The shape of one row, if the file says more than how many features there are.</summary>
    public IReadOnlyList<int>? RowShape { get; init; }

    /// <summary>Rows held back or given for validation.</summary>
    public long? ValidationSamples { get; init; }
}

/// <summary>What is known of a label.</summary>
/// <param name="Name">For people.</param>
/// <param name="Type">One of <see cref="ColumnTypes"/>.</param>
/// <param name="Distinct">Distinct values; above <see cref="TableLimits.Distinct"/> at least so many.</param>
/// <param name="Whole">Numbers, and all of them whole.</param>
internal sealed record LabelFacts(string Name, string Type, long Distinct, bool Whole)
{
    /// <summary>The label says what it means: a text or a boolean.</summary>
    public bool IsCategorical => Type != ColumnTypes.Number;
}
