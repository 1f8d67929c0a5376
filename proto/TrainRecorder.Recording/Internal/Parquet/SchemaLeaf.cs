using System.Text;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>A leaf of a schema tree: a node that has column chunks.</summary>
/// <param name="Path">From the root's child to the leaf, each part in UTF-8.</param>
/// <param name="Type">The physical type.</param>
internal readonly record struct SchemaLeaf(byte[][] Path, int Type)
{
    // A list in a struct is four deep.
    private const int MaxDepth = 4;

    /// <summary>The leaves, in the order of their column chunks.</summary>
    /// <param name="what">Names the footer in messages.</param>
    public static List<SchemaLeaf> Of(List<SchemaElement> schema, string what)
    {
        List<SchemaLeaf> leaves = [];
        int next = 1;
        if (schema.Count == 0 || !TryWalk(schema, schema[0].Children, [], ref next, leaves) || next != schema.Count)
        {
            throw new RecordingException(RecordingFault.Damaged, $"{what}: the schema is not that of a recording.");
        }

        return leaves;
    }

    private static bool TryWalk(List<SchemaElement> schema, int children, byte[][] parents, ref int next, List<SchemaLeaf> leaves)
    {
        if (parents.Length >= MaxDepth)
        {
            return false;
        }

        for (int i = 0; i < children; i++)
        {
            if (next >= schema.Count)
            {
                return false;
            }

            SchemaElement element = schema[next++];
            byte[][] path = [.. parents, Encoding.UTF8.GetBytes(element.Name)];
            if (element.Children > 0)
            {
                if (!TryWalk(schema, element.Children, path, ref next, leaves))
                {
                    return false;
                }
            }
            else if (element.Type is int type)
            {
                leaves.Add(new SchemaLeaf(path, type));
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
