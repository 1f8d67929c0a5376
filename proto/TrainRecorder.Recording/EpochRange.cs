namespace TrainRecorder.Recording;

/// <summary>The epochs in a recording or wanted from it, both ends inclusive.</summary>
public readonly record struct EpochRange(int First, int Last);
