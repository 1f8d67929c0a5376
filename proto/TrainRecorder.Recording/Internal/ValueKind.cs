namespace TrainRecorder.Recording.Internal;

/// <summary>The types a column can have.</summary>
internal enum ValueKind
{
    Int32,
    Int64,
    Double,
    Text,
    FloatList,
    DoubleList,
    Int64List,
}

/// <summary>The types by the names that the manifest gives them.</summary>
internal static class ValueKinds
{
    private static readonly Dictionary<string, ValueKind> _byName = new(StringComparer.Ordinal)
    {
        ["int32"] = ValueKind.Int32,
        ["int64"] = ValueKind.Int64,
        ["double"] = ValueKind.Double,
        ["string"] = ValueKind.Text,
        ["list<float>"] = ValueKind.FloatList,
        ["list<double>"] = ValueKind.DoubleList,
        ["list<int64>"] = ValueKind.Int64List,
    };

    public static ValueKind? Find(string name) => _byName.TryGetValue(name, out ValueKind kind) ? kind : null;

    public static bool IsList(this ValueKind kind) => kind >= ValueKind.FloatList;

    /// <summary>Bytes of one value; 0 for text, whose values differ in size.</summary>
    public static int Width(this ValueKind kind) => kind switch
    {
        ValueKind.Int32 or ValueKind.FloatList => 4,
        ValueKind.Text => 0,
        _ => 8,
    };
}
