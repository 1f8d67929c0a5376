using TrainRecorder.Recording;

namespace TrainRecorder.Training.Observation;

/// <summary>
/// Where a tensor of a row goes: the row's column, or, where a job leaves the column out, a buffer of the snapshot's own: what else
/// is recorded is computed of it.
/// </summary>
/// <param name="Column">Null: the column is left out.</param>
/// <param name="Length">Values.</param>
/// <param name="Spare">The index of the buffer (<see cref="RunColumns.SpareLengths"/>).</param>
internal sealed record TensorPlace(RecordingColumn? Column, int Length, int Spare);
