namespace TrainRecorder.Training.Tables;

/// <summary>What a file of data may hold. Wide enough for real data, narrow enough that a hostile file cannot exhaust the memory.</summary>
internal static class TableLimits
{
    /// <summary>Columns of a table.</summary>
    public const int Columns = 65_536;

    /// <summary>Rows of a table.</summary>
    public const long Rows = 100_000_000;

    /// <summary>Axes of an array.</summary>
    public const int Axes = 8;

    /// <summary>Bytes of an array, unpacked.</summary>
    public const long DecodedBytes = 8L << 30;

    /// <summary>Bytes of an array in Fortran order, which must be in memory as a whole to be read by rows.</summary>
    public const long FortranBytes = 128 << 20;

    /// <summary>Values of a Parquet row group, which is read as a whole.</summary>
    public const long GroupValues = 64 << 20;

    /// <summary>Missing values whose places are kept.</summary>
    public const int MissingPlaces = 100;

    /// <summary>Characters of a column's name.</summary>
    public const int NameLength = 256;

    /// <summary>Characters of a value.</summary>
    public const int FieldLength = 10_000;

    /// <summary>Characters of a row.</summary>
    public const int RowLength = 16 << 20;

    /// <summary>Distinct values are counted up to this number and one more.</summary>
    public const int Distinct = 10_000;

    /// <summary>Slots of all counters of distinct values together: 512 MiB.</summary>
    public const long DistinctSlots = 64L << 20;

    /// <summary>Faulty values remembered for each column until its type is known.</summary>
    public const int RememberedFaults = 20;
}
