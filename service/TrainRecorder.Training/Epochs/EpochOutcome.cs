namespace TrainRecorder.Training.Epochs;

/// <summary>What passing over a set of samples gave.</summary>
internal sealed class EpochOutcome
{
    /// <param name="samples">Samples of the set.</param>
    /// <param name="classification">Classes are predicted, not values.</param>
    /// <param name="scored">With what the scores of a classification need.</param>
    public EpochOutcome(int samples, bool classification, bool scored = false)
    {
        Probabilities = classification && scored ? new float[samples] : null;
        Margins = classification && scored ? new float[samples] : null;
        Classes = classification ? new int[samples] : null;
        Values = classification ? null : new float[samples];
    }

    /// <summary>The mean loss over the samples.</summary>
    public double Loss { get; set; }

    /// <summary>The predicted class of each sample; null for regression.</summary>
    public int[]? Classes { get; }

    /// <summary>The predicted value of each sample; null for classification.</summary>
    public float[]? Values { get; }

    /// <summary>The output that stands for each sample's own class; null unless scored.</summary>
    public float[]? Probabilities { get; }

    /// <summary>How much more the output says for the second class than for the first, where there are two; null unless scored.</summary>
    public float[]? Margins { get; }

    /// <summary>Copies another outcome over the same samples.</summary>
    public void Take(EpochOutcome other)
    {
        Loss = other.Loss;
        other.Classes?.CopyTo(Classes!, 0);
        other.Values?.CopyTo(Values!, 0);
        other.Probabilities?.CopyTo(Probabilities!, 0);
        other.Margins?.CopyTo(Margins!, 0);
    }
}
