using System.Text;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The leaves of a schema tree: those nodes that have column chunks.</summary>
internal static class SchemaLeaves
{
    /// <summary>Paths (UTF-8) and types of the leaves, in order.</summary>
    public static (List<byte[][]> Paths, List<int> Types) Of(List<SchemaElement> schema, string what)
    {
        List<byte[][]> paths = [];
        List<int> types = [];
        if (schema.Count > 0)
        {
            int next = 1;
            Walk(schema, schema[0].Children, [], ref next, paths, types, what);
            if (next != schema.Count)
            {
                throw Wrong(what);
            }
        }

        return (paths, types);
    }

    private static void Walk(
        List<SchemaElement> schema, int children, byte[][] parents, ref int next, List<byte[][]> paths, List<int> types, string what)
    {
        // A list in a struct is four deep.
        if (parents.Length > 4)
        {
            throw Wrong(what);
        }

        for (int i = 0; i < children; i++)
        {
            if (next >= schema.Count)
            {
                throw Wrong(what);
            }

            SchemaElement element = schema[next++];
            byte[][] path = [.. parents, Encoding.UTF8.GetBytes(element.Name)];
            if (element.Children > 0)
            {
                Walk(schema, element.Children, path, ref next, paths, types, what);
            }
            else
            {
                paths.Add(path);
                types.Add(element.Type ?? throw Wrong(what));
            }
        }
    }

    private static RecordingException Wrong(string what) => new(RecordingFault.Damaged, $"{what}: the schema is not that of a recording.");
}
