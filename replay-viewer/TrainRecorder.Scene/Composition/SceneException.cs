namespace TrainRecorder.Scene.Composition;

/// <summary>What was asked for cannot be shown of this network; the message says why.</summary>
public sealed class SceneException(string message) : Exception(message);
