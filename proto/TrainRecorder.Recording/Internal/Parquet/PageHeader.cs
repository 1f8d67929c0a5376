using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The header of the one data page (version 2) of a column chunk. Sizes count the levels too.</summary>
internal readonly record struct PageHeader(
    int UncompressedSize, int CompressedSize, int Entries, int Nulls, int Rows, int Encoding, int DefinitionBytes, int RepetitionBytes, bool IsCompressed)
{
    public void Write(ThriftWriter writer)
    {
        writer.Begin();
        writer.Int32(1, ParquetConstants.DataPageV2);
        writer.Int32(2, UncompressedSize);
        writer.Int32(3, CompressedSize);
        writer.BeginStruct(8);
        writer.Int32(1, Entries);
        writer.Int32(2, Nulls);
        writer.Int32(3, Rows);
        writer.Int32(4, Encoding);
        writer.Int32(5, DefinitionBytes);
        writer.Int32(6, RepetitionBytes);
        writer.Bool(7, IsCompressed);
        writer.End();
        writer.End();
    }

    public static PageHeader Read(ref ThriftReader reader)
    {
        PageHeader header = new() { IsCompressed = true };
        int type = -1;
        bool hasData = false;
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1: type = reader.Int32(field); break;
                case 2: header = header with { UncompressedSize = reader.Int32(field) }; break;
                case 3: header = header with { CompressedSize = reader.Int32(field) }; break;
                case 8:
                    reader.Expect(field, ThriftType.Struct);
                    header = ReadData(ref reader, header);
                    hasData = true;
                    break;
                default: reader.Skip(field); break;
            }
        }

        if (type != ParquetConstants.DataPageV2 || !hasData)
        {
            reader.Fail("it is not a data page of version 2");
        }

        return header;
    }

    private static PageHeader ReadData(ref ThriftReader reader, PageHeader header)
    {
        short id = 0;
        while (reader.NextField(ref id, out ThriftType field))
        {
            switch (id)
            {
                case 1: header = header with { Entries = reader.Int32(field) }; break;
                case 2: header = header with { Nulls = reader.Int32(field) }; break;
                case 3: header = header with { Rows = reader.Int32(field) }; break;
                case 4: header = header with { Encoding = reader.Int32(field) }; break;
                case 5: header = header with { DefinitionBytes = reader.Int32(field) }; break;
                case 6: header = header with { RepetitionBytes = reader.Int32(field) }; break;
                case 7: header = header with { IsCompressed = reader.Bool(field) }; break;
                default: reader.Skip(field); break;
            }
        }

        return header;
    }
}
