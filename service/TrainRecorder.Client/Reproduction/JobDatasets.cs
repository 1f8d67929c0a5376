using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Reproduction;

/// <summary>The datasets that a resolved job names, wherever it names them.</summary>
internal static partial class JobDatasets
{
    /// <summary>SHA-256 of each dataset, once, in the order of the job's fields.</summary>
    public static IReadOnlyList<string> Sha256(Job job)
    {
        // The name is for people and may say anything.
        var nameless = job.Clone();
        nameless.Name = "";
        return [.. Texts(nameless).Select(text => Pattern().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct()];
    }

    private static IEnumerable<string> Texts(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.IsMap || (field.HasPresence && !field.Accessor.HasValue(message))) continue;
            var values = field.IsRepeated ? ((System.Collections.IEnumerable)field.Accessor.GetValue(message)).Cast<object>() : [field.Accessor.GetValue(message)];
            foreach (var value in values)
            {
                if (field.FieldType == FieldType.Message)
                {
                    foreach (var text in Texts((IMessage)value)) yield return text;
                }
                else if (value is string text)
                {
                    yield return text;
                }
            }
        }
    }

    [GeneratedRegex(@"\Adatasets/([0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
