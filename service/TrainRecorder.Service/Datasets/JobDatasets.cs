using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Which datasets a job names, wherever it names them.</summary>
internal static class JobDatasets
{
    /// <summary>Their hashes.</summary>
    public static IReadOnlySet<string> Of(Job job)
    {
        var found = new HashSet<string>();
        // All of a job but its name, which may be anything.
        foreach (var field in Job.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message)) Collect(field.Accessor.GetValue(job), found);
        return found;
    }

    private static void Collect(object? value, HashSet<string> found)
    {
        switch (value)
        {
            case string text when DatasetName.TryParse(text, out var sha256):
                found.Add(sha256);
                break;
            case IMessage message:
                foreach (var field in message.Descriptor.Fields.InDeclarationOrder()) Collect(field.Accessor.GetValue(message), found);
                break;
            case IList list:
                foreach (var item in list) Collect(item, found);
                break;
        }
    }
}
