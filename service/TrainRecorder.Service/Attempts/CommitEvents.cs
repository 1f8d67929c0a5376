using TrainRecorder.V1;

namespace TrainRecorder.Service.Attempts;

/// <summary>Cuts the epochs of a commit into what one event tells: all of them, as a rule; thousands of epochs of a tiny network are several.</summary>
internal static class CommitEvents
{
    /// <summary>Bytes of an event, about. Clients take 4 MiB unless they are told otherwise.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The events, in order. An epoch that is larger by itself is one of its own.</summary>
    public static IEnumerable<EpochsCommitted> Of(IEnumerable<EpochMetrics> epochs)
    {
        var told = new EpochsCommitted();
        var bytes = 0;
        foreach (var epoch in epochs)
        {
            var size = epoch.CalculateSize();
            if (told.Epochs.Count > 0 && bytes + size > MaxBytes)
            {
                yield return told;
                (told, bytes) = (new EpochsCommitted(), 0);
            }

            told.Epochs.Add(epoch);
            bytes += size;
        }

        if (told.Epochs.Count > 0) yield return told;
    }
}
