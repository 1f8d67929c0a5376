using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.Client.Datasets;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Reproduction;

/// <summary>A dataset that a job names.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Format">The format that it must have where the job names it; null: as the file's name says.</param>
internal sealed record JobDataset(string Sha256, string? Format);

/// <summary>The datasets that a resolved job names, wherever it names them.</summary>
internal static partial class JobDatasets
{
    /// <summary>Each dataset once, in the order of the job's fields.</summary>
    public static IReadOnlyList<JobDataset> Of(Job job)
    {
        // The name is for people and may say anything.
        var nameless = job.Clone();
        nameless.Name = "";
        return
        [
            .. from text in Texts(nameless, "")
               let match = Pattern().Match(text.Text)
               where match.Success
               group text.Path by match.Groups[1].Value into places
               select new JobDataset(places.Key, JobFileField.All.FirstOrDefault(field => field.DatasetPath == places.First())?.Format),
        ];
    }

    private static IEnumerable<(string Path, string Text)> Texts(IMessage message, string prefix)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.IsMap || (field.HasPresence && !field.Accessor.HasValue(message))) continue;
            var path = prefix + field.Name;
            var values = field.IsRepeated ? ((System.Collections.IEnumerable)field.Accessor.GetValue(message)).Cast<object>() : [field.Accessor.GetValue(message)];
            foreach (var value in values)
            {
                if (field.FieldType == FieldType.Message)
                {
                    foreach (var text in Texts((IMessage)value, path + ".")) yield return text;
                }
                else if (value is string text)
                {
                    yield return (path, text);
                }
            }
        }
    }

    [GeneratedRegex(@"\Adatasets/([0-9a-f]{64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
