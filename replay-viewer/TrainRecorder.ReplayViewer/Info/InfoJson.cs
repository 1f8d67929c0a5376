using System.Text.Json.Serialization;

namespace TrainRecorder.ReplayViewer.Info;

/// <summary>How <see cref="RecordingInfo"/> is written as JSON. Infinite metrics are written as strings, since JSON has no word for them.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RecordingInfo))]
internal sealed partial class InfoJson : JsonSerializerContext;
