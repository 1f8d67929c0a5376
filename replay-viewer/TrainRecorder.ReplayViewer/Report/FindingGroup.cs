using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>Findings of one rule about one layer: what is found again and again is told once.</summary>
internal sealed class FindingGroup(Finding first)
{
    /// <summary>The epoch at which it was found first.</summary>
    public int FirstEpoch { get; } = first.Epoch;

    /// <summary>At how many epochs it was found.</summary>
    public int Count { get; private set; }

    /// <summary>What was found last.</summary>
    public Finding Last { get; private set; } = first;

    /// <summary>Takes a finding of the same rule and layer.</summary>
    public void Add(Finding finding)
    {
        Last = finding;
        Count++;
    }
}
