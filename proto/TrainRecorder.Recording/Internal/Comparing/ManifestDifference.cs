using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Comparing;

/// <summary>Whether two recordings are of the same table: layers and columns, one by one.</summary>
internal static class ManifestDifference
{
    public static RecordingDifference? Find(Manifest first, Manifest second) =>
        Find("layer", first.Layers, second.Layers, layer => layer.Name) ?? Find("column", first.Columns, second.Columns, column => column.Path);

    private static RecordingDifference? Find<T>(string what, IReadOnlyList<T> first, IReadOnlyList<T> second, Func<T, string> name)
        where T : class, IMessage<T>
    {
        for (int i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            T? mine = i < first.Count ? first[i] : null, theirs = i < second.Count ? second[i] : null;
            if (mine is null || !mine.Equals(theirs))
            {
                return new RecordingDifference(null, $"{what} {name((mine ?? theirs)!)}", null, [], Text(mine, what), Text(theirs, what));
            }
        }

        return null;
    }

    private static string Text(IMessage? message, string what) => message is null ? $"no such {what}" : JsonFormatter.Default.Format(message);
}
