namespace TrainRecorder.Service.Hosting;

/// <summary>Where workers call.</summary>
/// <param name="Path">Path of the Unix domain socket.</param>
internal sealed record WorkerEndpoint(string Path);
