using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>The data of a run, split and ready.</summary>
/// <param name="Training">What is trained on.</param>
/// <param name="Validation">What is held back.</param>
/// <param name="Probe">The samples of the validation part whose activations are recorded, ascending.</param>
/// <param name="Summary">What the manifest says of the data, but for the input shape.</param>
internal sealed record PreparedData(SampleSet Training, SampleSet Validation, int[] Probe, DataSummary Summary);
