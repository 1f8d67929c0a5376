namespace TrainRecorder.Training.Tables;

/// <summary>A file is not what its format says; the message is a sentence for people.</summary>
internal sealed class DamagedFileException(string message) : Exception(message);
