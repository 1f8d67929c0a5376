using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Reads the bytes of a footer, and believes none of them unchecked.</summary>
/// <param name="footerStart">Where the footer begins in the file: column chunks end before.</param>
/// <param name="where">Names the file in messages.</param>
internal sealed class FooterParser(long footerStart, string where)
{
    private readonly string _what = $"{where}, footer";

    public FileFooter Parse(ReadOnlySpan<byte> bytes)
    {
        List<SchemaElement> schema = [];
        RowGroupParser? groups = null;
        FooterKeyValues keys = new(where, _what);
        long rows = -1;
        ThriftReader reader = new(bytes, _what);
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 2:
                    schema = ReadSchema(ref reader, field);
                    break;
                case 3:
                    rows = reader.Int64(field);
                    break;
                case 4:
                    if (schema.Count == 0 || groups is not null)
                    {
                        reader.Fail("the row groups do not stand behind the schema");
                    }

                    groups = new RowGroupParser(schema, footerStart, bytes.Length, _what);
                    groups.Read(ref reader, field);
                    break;
                case 5:
                    keys.Read(ref reader, field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }

        CheckEnd(reader, bytes);
        ReadOnlySpan<byte> manifest = keys.Manifest(bytes);
        keys.Check(bytes, groups?.Chunks ?? []);
        if (groups is null || groups.Rows != rows)
        {
            throw Wrong($"{rows} rows are announced, the row groups have {groups?.Rows ?? 0}");
        }

        if (groups.End != footerStart)
        {
            throw Wrong($"the column chunks end at byte {groups.End}, the footer begins at {footerStart}");
        }

        return new FileFooter(manifest.ToArray(), schema, groups.Groups, groups.Chunks);
    }

    /// <summary>Reads nothing of a footer but the version in its manifest: for one that cannot be parsed, and may be foreign or newer.</summary>
    /// <exception cref="RecordingException">It is foreign or newer, or too damaged for that.</exception>
    public void CheckVersion(ReadOnlySpan<byte> bytes)
    {
        FooterKeyValues keys = new(where, _what);
        ThriftReader reader = new(bytes, _what);
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            if (id == 5)
            {
                keys.Read(ref reader, field);
            }
            else
            {
                reader.Skip(field);
            }
        }

        CheckEnd(reader, bytes);
        ManifestJson.CheckVersion(keys.Manifest(bytes).ToArray(), where);
    }

    private static void CheckEnd(ThriftReader reader, ReadOnlySpan<byte> bytes)
    {
        if (reader.Position != bytes.Length)
        {
            reader.Fail("bytes are left behind its end");
        }
    }

    private static List<SchemaElement> ReadSchema(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.ListHeader(type, ThriftType.Struct);
        List<SchemaElement> schema = [];
        for (int i = 0; i < count; i++)
        {
            schema.Add(SchemaElement.Read(ref reader));
        }

        return schema;
    }

    private RecordingException Wrong(string message) => new(RecordingFault.Damaged, $"{_what}: {message}.");
}
