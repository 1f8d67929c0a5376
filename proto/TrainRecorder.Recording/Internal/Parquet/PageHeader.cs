using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The header of the one data page of a column chunk. The page is the levels, each behind its length, and the values.</summary>
/// <param name="UncompressedSize">Bytes of the page before compression.</param>
/// <param name="CompressedSize">Bytes of the page as stored.</param>
/// <param name="Entries">Entries of the levels: values and nulls.</param>
/// <param name="Encoding">Of the values.</param>
internal readonly record struct PageHeader(int UncompressedSize, int CompressedSize, int Entries, int Encoding)
{
    public void Write(ThriftWriter writer)
    {
        writer.Begin();
        writer.Int32(1, ParquetConstants.DataPage);
        writer.Int32(2, UncompressedSize);
        writer.Int32(3, CompressedSize);
        writer.BeginStruct(5);
        writer.Int32(1, Entries);
        writer.Int32(2, Encoding);
        writer.Int32(3, ParquetConstants.EncodingRle);
        writer.Int32(4, ParquetConstants.EncodingRle);
        writer.End();
        writer.End();
    }

    public static PageHeader Read(ref ThriftReader reader)
    {
        PageHeader header = default;
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
                case 5:
                    reader.Expect(field, ThriftType.Struct);
                    header = ReadData(ref reader, header);
                    hasData = true;
                    break;
                default: reader.Skip(field); break;
            }
        }

        if (type != ParquetConstants.DataPage || !hasData)
        {
            reader.Fail("it is not a data page of version 1");
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
                case 2: header = header with { Encoding = reader.Int32(field) }; break;
                case 3 or 4:
                    if (reader.Int32(field) != ParquetConstants.EncodingRle)
                    {
                        reader.Fail("levels in another encoding than RLE");
                    }

                    break;
                default: reader.Skip(field); break;
            }
        }

        return header;
    }
}
