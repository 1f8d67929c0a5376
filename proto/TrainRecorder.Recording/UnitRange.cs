namespace TrainRecorder.Recording;

/// <summary>Some units of a layer, one behind the other.</summary>
/// <param name="First">The first unit, from 0 on.</param>
/// <param name="Count">How many, at least 1.</param>
public readonly record struct UnitRange(int First, int Count);
