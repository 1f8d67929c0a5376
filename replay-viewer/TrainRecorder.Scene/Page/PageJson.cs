using System.Text.Json.Serialization;

namespace TrainRecorder.Scene.Page;

/// <summary>The document as JSON.</summary>
/// <remarks>
/// The default encoder writes &lt;, &gt;, &amp; and quotes as <c>\u</c> escapes, so that no text of a recording can end the
/// element of the page that holds the document.
/// </remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageDocument))]
[JsonSerializable(typeof(PageTensors))]
[JsonSerializable(typeof(PageGrowth))]
[JsonSerializable(typeof(PageListing))]
public sealed partial class PageJson : JsonSerializerContext;
