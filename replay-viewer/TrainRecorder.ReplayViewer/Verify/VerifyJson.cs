using System.Text.Json.Serialization;

namespace TrainRecorder.ReplayViewer.Verify;

/// <summary>What <c>replay verify --json</c> says.</summary>
/// <param name="File">The recording, as it was named.</param>
/// <param name="Good">Nothing is wrong with it.</param>
/// <param name="Faults">What is wrong, each with where.</param>
internal sealed record VerifyResult(string File, bool Good, IReadOnlyList<string> Faults);

/// <summary>How <see cref="VerifyResult"/> is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerifyResult))]
internal sealed partial class VerifyJson : JsonSerializerContext;
