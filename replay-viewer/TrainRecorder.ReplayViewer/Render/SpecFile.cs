using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Render;

/// <summary>A file that says in JSON what options say on a command line: one object, its names those of <see cref="RenderFields"/> and <c>recording</c>.</summary>
internal static class SpecFile
{
    private const long LargestBytes = 1 << 20;

    /// <summary>Reads the values of a file, as the texts that options would have.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It cannot be read, or something in it is wrong: every violation, with its path.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"--spec: there is no file '{path}'");
        if (new FileInfo(path).Length > LargestBytes)
            throw new UsageException($"--spec: '{path}' is larger than a megabyte");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException error)
        {
            throw new UsageException($"--spec: '{path}' is not JSON: {error.Message}");
        }
        using (document)
        {
            List<string> violations = [];
            Dictionary<string, string> values = Values(document.RootElement, violations);
            return violations.Count == 0 ? values : throw new UsageException([.. violations.Select(violation => $"--spec: {violation}")]);
        }
    }

    /// <summary>The text of a file with given values.</summary>
    public static string Write(IReadOnlyDictionary<string, string> values)
    {
        using MemoryStream stream = new();
        JsonWriterOptions options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(stream, options))
        {
            json.WriteStartObject();
            if (values.TryGetValue(RenderFields.Recording, out string? recording))
                json.WriteString(RenderFields.Recording, recording);
            foreach (RenderField field in RenderFields.All)
            {
                if (!values.TryGetValue(field.Name, out string? value))
                    continue;
                json.WritePropertyName(field.Name);
                if (field.Kind == FieldKind.Text)
                    json.WriteStringValue(value);
                else
                    json.WriteRawValue(value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Dictionary<string, string> Values(JsonElement root, List<string> violations)
    {
        Dictionary<string, string> values = [];
        if (root.ValueKind != JsonValueKind.Object)
        {
            violations.Add($"$ must be an object, not {Name(root.ValueKind)}");
            return values;
        }
        foreach (JsonProperty property in root.EnumerateObject())
        {
            RenderField? field = RenderFields.All.FirstOrDefault(known => known.Name == property.Name);
            if (field is null && property.Name != RenderFields.Recording)
            {
                violations.Add($"$.{property.Name} is not known; there are {RenderFields.Recording}, {string.Join(", ", RenderFields.All.Select(known => known.Name))}");
                continue;
            }
            FieldKind kind = field?.Kind ?? FieldKind.Text;
            if (Text(property.Value, kind) is not { } text)
                violations.Add($"$.{property.Name} must be {Name(kind)}, not {Name(property.Value.ValueKind)}");
            else if (field?.Check(text) is { } wrong)
                violations.Add($"$.{property.Name} {wrong}; {property.Value.GetRawText()} is not");
            else if (!values.TryAdd(property.Name, text))
                violations.Add($"$.{property.Name} is there twice");
        }
        return values;
    }

    private static string? Text(JsonElement value, FieldKind kind) => (kind, value.ValueKind) switch
    {
        (FieldKind.Text, JsonValueKind.String) => value.GetString(),
        (FieldKind.Number, JsonValueKind.Number) => value.GetRawText(),
        (FieldKind.Flag, JsonValueKind.True) => "true",
        (FieldKind.Flag, JsonValueKind.False) => "false",
        _ => null,
    };

    private static string Name(FieldKind kind) => kind switch { FieldKind.Text => "a string", FieldKind.Number => "a number", _ => "true or false" };

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
