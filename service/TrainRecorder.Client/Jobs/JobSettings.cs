using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Jobs;

/// <summary>Changes a job by what the command line sets: <c>training.optimizer.adam.learning_rate=0.01</c>, <c>network.layers[2].dense.units=7</c>.</summary>
/// <remarks>A value is text where the field is text, and JSON otherwise: <c>network.shape=[64,32,10]</c>.</remarks>
internal static partial class JobSettings
{
    /// <summary>Applies one setting.</summary>
    /// <returns>What is wrong with it; the job is unchanged then, but for messages on the way to the field.</returns>
    public static IReadOnlyList<Violation> Apply(Job job, string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) return [new("", $"--set {setting}: say PATH=VALUE, such as training.epochs=5")];
        var (path, value) = (setting[..equals].Trim(), setting[(equals + 1)..]);
        var steps = path.Split('.');
        IMessage message = job;
        var at = "";
        for (var i = 0; ; i++)
        {
            if (Step().Match(steps[i]) is not { Success: true } step) return [new(path, $"\"{steps[i]}\" is no name of a field, with or without an index such as [2].")];
            if (Find(message.Descriptor, step.Groups[1].Value) is not { } field) return [new(Join(at, step.Groups[1].Value), Unknown(message.Descriptor, step.Groups[1].Value))];
            at = Join(at, field.Name);
            var index = step.Groups[2].Success ? int.Parse(step.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : (int?)null;
            if (Fault(message, field, index) is { } fault) return [new(at, fault)];
            if (index is { } number) at = string.Create(CultureInfo.InvariantCulture, $"{at}[{number}]");
            if (i == steps.Length - 1) return Put(message, field, index, value, at);
            if (field.FieldType != FieldType.Message) return [new(at, "Has no fields of its own.")];
            if (field.IsRepeated && index is null) return [new(at, "Is a list: say which, such as [0].")];
            message = Enter(message, field, index);
        }
    }

    private static string? Fault(IMessage message, FieldDescriptor field, int? index)
    {
        if (index is not { } number) return null;
        if (!field.IsRepeated) return "Is no list.";
        var count = ((IList)field.Accessor.GetValue(message)).Count;
        return number <= count ? null : string.Create(CultureInfo.InvariantCulture, $"Has {count} elements: the index is from 0 to {count}, which appends one.");
    }

    // The message on the way, made if it is not there.
    private static IMessage Enter(IMessage message, FieldDescriptor field, int? index)
    {
        if (index is { } number)
        {
            var list = (IList)field.Accessor.GetValue(message);
            if (number == list.Count) list.Add(field.MessageType.Parser.ParseFrom(ByteString.Empty));
            return (IMessage)list[number]!;
        }

        if (!field.Accessor.HasValue(message)) field.Accessor.SetValue(message, field.MessageType.Parser.ParseFrom(ByteString.Empty));
        return (IMessage)field.Accessor.GetValue(message);
    }

    private static IReadOnlyList<Violation> Put(IMessage message, FieldDescriptor field, int? index, string value, string path)
    {
        // What a person writes for text need not be quoted.
        var isText = field.FieldType == FieldType.String && (!field.IsRepeated || index is not null) && !value.StartsWith('"');
        var json = isText ? JsonSerializer.Serialize(value) : value;
        // Read as the job file is, by the same rules, into a message of its own.
        var read = message.Descriptor.Parser.ParseFrom(ByteString.Empty);
        var reader = new MessageReader();
        var wrapped = index is null ? json : $"[{json}]";
        try
        {
            var tokens = new Utf8JsonReader(Encoding.UTF8.GetBytes($"{{\"{field.Name}\":{wrapped}}}"));
            tokens.Read();
            reader.ReadInto(read, ref tokens, "");
            tokens.Read();
        }
        catch (JsonException)
        {
            return [new(path, $"\"{value}\" is neither a number, true, false, nor other JSON.")];
        }

        if (reader.Violations.Count > 0) return [.. reader.Violations.Select(violation => violation with { Path = Place(violation.Path, field, index, path) })];
        var found = field.Accessor.GetValue(read);
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, found);
            return [];
        }

        var list = (IList)field.Accessor.GetValue(message);
        if (index is { } number)
        {
            if (((IList)found).Count != 1) return [new(path, "One value is needed.")];
            if (number == list.Count) list.Add(((IList)found)[0]);
            else list[number] = ((IList)found)[0];
            return [];
        }

        list.Clear();
        foreach (var item in (IList)found) list.Add(item);
        return [];
    }

    // The reader's path begins at the field; ours at the job.
    private static string Place(string inner, FieldDescriptor field, int? index, string path)
    {
        var begin = index is null ? field.Name : $"{field.Name}[0]";
        return inner.StartsWith(begin, StringComparison.Ordinal) ? path + inner[begin.Length..] : path;
    }

    private static FieldDescriptor? Find(MessageDescriptor type, string name) =>
        type.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == name || field.JsonName == name);

    private static string Unknown(MessageDescriptor type, string name)
    {
        var names = type.Fields.InDeclarationOrder().Select(field => field.Name).ToList();
        var nearest = NearestName.Find(name, names) is { } near ? $"; did you mean {near}?" : ".";
        return $"There is no such field{nearest} There are: {string.Join(", ", names)}.";
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"^([A-Za-z_][A-Za-z0-9_]*)(?:\[([0-9]{1,6})\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
