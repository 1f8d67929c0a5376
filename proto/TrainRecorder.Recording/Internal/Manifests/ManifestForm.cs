using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace TrainRecorder.Recording.Internal.Manifests;

/// <summary>
/// The one form of JSON that a manifest has. Protobuf's parsers take several: <c>"1"</c> and <c>1e0</c> for 1, null for nothing, <c>mustUnderstand</c> for
/// <c>must_understand</c>. A reader that is no such parser would take them for something else, so here they are faults, or keys that nobody knows.
/// </summary>
internal static class ManifestForm
{
    /// <summary>Checks the fields of a message, and of those in it.</summary>
    /// <returns>What protobuf may parse: the message without the names that only its parser would take for fields; null if it has none of these.</returns>
    /// <exception cref="FormatException">A field is null, or an integer is written otherwise than by digits.</exception>
    public static byte[]? Check(JsonElement message, MessageDescriptor descriptor)
    {
        if (!HasOtherNames(message, descriptor))
        {
            return null;
        }

        ArrayBufferWriter<byte> kept = new();
        using Utf8JsonWriter writer = new(kept);
        Copy(message, descriptor, writer);
        writer.Flush();
        return kept.WrittenSpan.ToArray();
    }

    private static bool HasOtherNames(JsonElement message, MessageDescriptor descriptor)
    {
        bool hasOthers = false;
        foreach (JsonProperty property in message.EnumerateObject())
        {
            if (descriptor.FindFieldByName(property.Name) is not { } field)
            {
                hasOthers |= descriptor.Fields.InFieldNumberOrder().Any(known => known.JsonName == property.Name);
                continue;
            }

            CheckValue(property.Value, field);
            foreach (JsonElement inner in Messages(property.Value, field))
            {
                hasOthers |= HasOtherNames(inner, field.MessageType);
            }
        }

        return hasOthers;
    }

    private static void CheckValue(JsonElement value, FieldDescriptor field)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw new FormatException($"{field.Name} is null");
        }

        if (field.FieldType != FieldType.Int32)
        {
            return;
        }

        foreach (JsonElement number in Values(value, field))
        {
            ReadOnlySpan<byte> text = JsonMarshal.GetRawUtf8Value(number);
            if (text.TrimStart((byte)'-').ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                throw new FormatException($"{field.Name} is {Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)])}, digits alone belong there");
            }
        }
    }

    /// <summary>The messages of this contract in a field; times and other messages of protobuf's own have forms of their own.</summary>
    private static IEnumerable<JsonElement> Messages(JsonElement value, FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message || field.MessageType.File.Package == "google.protobuf")
        {
            return [];
        }

        return Values(value, field).Where(one => one.ValueKind == JsonValueKind.Object);
    }

    private static IEnumerable<JsonElement> Values(JsonElement value, FieldDescriptor field)
    {
        if (!field.IsRepeated || value.ValueKind != JsonValueKind.Array)
        {
            yield return value;
            yield break;
        }

        foreach (JsonElement one in value.EnumerateArray())
        {
            yield return one;
        }
    }

    private static void Copy(JsonElement message, MessageDescriptor descriptor, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (JsonProperty property in message.EnumerateObject())
        {
            if (descriptor.FindFieldByName(property.Name) is not { } field)
            {
                continue;
            }

            writer.WritePropertyName(property.Name);
            CopyValue(property.Value, field, writer);
        }

        writer.WriteEndObject();
    }

    private static void CopyValue(JsonElement value, FieldDescriptor field, Utf8JsonWriter writer)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (JsonElement one in value.EnumerateArray())
            {
                CopyValue(one, field, writer);
            }

            writer.WriteEndArray();
        }
        else if (Messages(value, field).Any())
        {
            Copy(value, field.MessageType, writer);
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
