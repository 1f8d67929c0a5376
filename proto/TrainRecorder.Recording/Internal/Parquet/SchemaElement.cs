using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>A node of the schema tree of a Parquet file, as it stands in the footer: parents before their children.</summary>
internal readonly record struct SchemaElement(string Name, int? Type, int? Repetition, int Children, int? ConvertedType)
{
    /// <summary>The tree of a schema; it follows from the columns alone.</summary>
    public static List<SchemaElement> Of(RecordingSchema schema)
    {
        string[][] paths = [.. schema.Columns.Select(column => column.Path.Split('.'))];
        Dictionary<string, int> children = paths.GroupBy(path => path[0]).ToDictionary(group => group.Key, group => group.Count());
        List<SchemaElement> elements = [new("recording", null, null, children.Count, null)];
        for (int i = 0; i < paths.Length; i++)
        {
            if (paths[i].Length == 2 && (i == 0 || paths[i - 1][0] != paths[i][0]))
            {
                string group = paths[i][0];
                elements.Add(new(group, null, ParquetConstants.Required, children[group], null));
            }

            AddColumn(elements, schema.Columns[i], paths[i][^1]);
        }

        return elements;
    }

    /// <summary>The path of a column's leaf: a list has two nodes more.</summary>
    public static string[] LeafPath(RecordingColumn column)
    {
        string[] path = column.Path.Split('.');
        return column.Kind.IsList() ? [.. path, "list", "element"] : path;
    }

    public static int ParquetType(ValueKind kind) => kind switch
    {
        ValueKind.Int32 => ParquetConstants.TypeInt32,
        ValueKind.Int64 or ValueKind.Int64List => ParquetConstants.TypeInt64,
        ValueKind.Double or ValueKind.DoubleList => ParquetConstants.TypeDouble,
        ValueKind.FloatList => ParquetConstants.TypeFloat,
        ValueKind.Text => ParquetConstants.TypeByteArray,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public void Write(ThriftWriter writer)
    {
        writer.Begin();
        if (Type is int type)
        {
            writer.Int32(1, type);
        }

        if (Repetition is int repetition)
        {
            writer.Int32(3, repetition);
        }

        writer.String(4, Name);
        if (Children > 0)
        {
            writer.Int32(5, Children);
        }

        if (ConvertedType is int converted)
        {
            writer.Int32(6, converted);
            writer.BeginStruct(10);
            writer.BeginStruct((short)(converted == ParquetConstants.ConvertedUtf8 ? 1 : 3));
            writer.End();
            writer.End();
        }

        writer.End();
    }

    public static SchemaElement Read(ref ThriftReader reader)
    {
        string name = "";
        int? type = null, repetition = null, converted = null;
        int children = 0;
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1: type = reader.Int32(field); break;
                case 3: repetition = reader.Int32(field); break;
                case 4: name = System.Text.Encoding.UTF8.GetString(reader.Binary(field)); break;
                case 5: children = reader.Int32(field); break;
                case 6: converted = reader.Int32(field); break;
                default: reader.Skip(field); break;
            }
        }

        return new SchemaElement(name, type, repetition, children, converted);
    }

    private static void AddColumn(List<SchemaElement> elements, RecordingColumn column, string name)
    {
        int type = ParquetType(column.Kind);
        if (column.Kind.IsList())
        {
            elements.Add(new(name, null, ParquetConstants.Optional, 1, ParquetConstants.ConvertedList));
            elements.Add(new("list", null, ParquetConstants.Repeated, 1, null));
            elements.Add(new("element", type, ParquetConstants.Required, 0, null));
            return;
        }

        elements.Add(new(
            name,
            type,
            column.IsOptional ? ParquetConstants.Optional : ParquetConstants.Required,
            0,
            column.Kind == ValueKind.Text ? ParquetConstants.ConvertedUtf8 : null));
    }
}
