using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Jobs;

/// <summary>
/// Walks JSON by a protobuf descriptor, and goes on after each violation. Names may be written in snake_case or lowerCamelCase; paths have snake_case.
/// </summary>
/// <remarks>A <see cref="JsonException"/> passes through: what is no JSON cannot be walked.</remarks>
internal sealed class MessageReader
{
    private readonly List<Violation> _violations = [];
    private readonly HashSet<string> _incomplete = [];

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>See <see cref="JobReading"/>.</summary>
    public IReadOnlySet<string> Incomplete => _incomplete;

    /// <summary>Reads an object, whose first token is the current one, into a message; false if it is no object.</summary>
    public bool ReadInto(IMessage message, ref Utf8JsonReader json, string path)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Refuse(ref json, path, "an object");
            return false;
        }

        var seen = new HashSet<FieldDescriptor>();
        var chosen = new Dictionary<OneofDescriptor, FieldDescriptor>();
        var unknown = new List<string>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonScalars.Text(ref json) ?? "\ufffd";
            json.Read();
            if (Find(message.Descriptor, name) is not { } field)
            {
                unknown.Add(name);
                json.Skip();
            }
            else if (!seen.Add(field))
            {
                Add(Join(path, field.Name), "Is given twice.");
                json.Skip();
            }
            else if (field.RealContainingOneof is { } oneof && !chosen.TryAdd(oneof, field))
            {
                var members = string.Join(", ", oneof.Fields.Select(member => member.Name));
                Add(Join(path, field.Name), $"Only one of {members} may be given, and {chosen[oneof].Name} is.");
                json.Skip();
            }
            else if (!ReadField(message, field, ref json, Join(path, field.Name)) && field.RealContainingOneof is not null)
            {
                _incomplete.Add(path);
            }
        }

        foreach (var name in unknown) AddUnknown(message.Descriptor, chosen, path, name);
        return true;
    }

    /// <returns>The field is set, even if a part of it could not be read.</returns>
    private bool ReadField(IMessage message, FieldDescriptor field, ref Utf8JsonReader json, string path)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            Add(path, "Is null; leave the field out for its default.");
            return false;
        }

        if (!field.IsRepeated)
        {
            if (ReadValue(field, ref json, path) is not { } value) return false;
            field.Accessor.SetValue(message, value);
            return true;
        }

        var list = (IList)field.Accessor.GetValue(message);
        if (json.TokenType == JsonTokenType.Number && MayBeOneNumber(field))
        {
            if (ReadValue(field, ref json, path) is not { } one) return false;
            list.Add(one);
            return true;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            Refuse(ref json, path, "a list");
            return false;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var element = ReadValue(field, ref json, string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Count}]"));
            if (element is null) _incomplete.Add(path);
            list.Add(element ?? Default(field));
        }

        return true;
    }

    /// <summary>A value, or null after a violation.</summary>
    private object? ReadValue(FieldDescriptor field, ref Utf8JsonReader json, string path)
    {
        if (field.FieldType == FieldType.Message)
        {
            var message = Empty(field);
            return ReadInto(message, ref json, path) ? message : null;
        }

        var (value, fault) = JsonScalars.Read(field.FieldType, ref json);
        if (value is null) Add(path, fault);
        return value;
    }

    private void AddUnknown(MessageDescriptor type, Dictionary<OneofDescriptor, FieldDescriptor> chosen, string path, string name)
    {
        // An unknown name where one of several kinds is due is most likely meant as a kind.
        var missing = type.Oneofs.FirstOrDefault(oneof => !oneof.IsSynthetic && !chosen.ContainsKey(oneof));
        if (missing is not null) _incomplete.Add(path);
        var known = missing is null ? type.Fields.InDeclarationOrder() : missing.Fields;
        var what = missing is null ? "There is no such field" : $"There is no such {missing.Name}";
        var nearest = NearestName.Find(name, type.Fields.InDeclarationOrder().Select(field => field.Name)) is { } near ? $"; did you mean {near}?" : ".";
        Add(Join(path, name), $"{what}{nearest} There are: {string.Join(", ", known.Select(field => field.Name))}.");
    }

    /// <summary>Of windows: one number stands for every axis.</summary>
    private static bool MayBeOneNumber(FieldDescriptor field) => field.ContainingType == Convolution.Descriptor || field.ContainingType == Pooling.Descriptor;

    private static FieldDescriptor? Find(MessageDescriptor type, string name) =>
        type.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);

    private void Refuse(ref Utf8JsonReader json, string path, string wanted)
    {
        Add(path, $"Must be {wanted}, but is {JsonScalars.Kind(json.TokenType)}.");
        json.Skip();
    }

    private static IMessage Empty(FieldDescriptor field) => field.MessageType.Parser.ParseFrom(ByteString.Empty);

    private static object Default(FieldDescriptor field) => field.FieldType == FieldType.Message ? Empty(field) : JsonScalars.Default(field.FieldType);

    private void Add(string path, string description) => _violations.Add(new(path, description));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
