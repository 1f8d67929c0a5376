namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The numbers of the Parquet format that a recording uses.</summary>
internal static class ParquetConstants
{
    public const int MagicSize = 4;

    /// <summary>The footer's length and the magic at the end.</summary>
    public const int TailSize = 8;

    public const int TypeInt32 = 1;
    public const int TypeInt64 = 2;
    public const int TypeFloat = 4;
    public const int TypeDouble = 5;
    public const int TypeByteArray = 6;

    public const int Required = 0;
    public const int Optional = 1;
    public const int Repeated = 2;

    public const int ConvertedUtf8 = 0;
    public const int ConvertedList = 3;

    public const int EncodingPlain = 0;
    public const int EncodingRle = 3;
    public const int EncodingByteStreamSplit = 9;

    public const int CodecUncompressed = 0;
    public const int CodecZstd = 6;

    public const int DataPage = 0;

    public static ReadOnlySpan<byte> Magic => "PAR1"u8;
}
