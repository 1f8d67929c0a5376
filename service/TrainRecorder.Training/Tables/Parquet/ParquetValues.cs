using Parquet.Data;
using Parquet.Schema;

namespace TrainRecorder.Training.Tables.Parquet;

/// <summary>The values of a column of a row group.</summary>
/// <param name="kind">Numbers, booleans or texts.</param>
/// <param name="rows">Rows of the group.</param>
internal sealed class ParquetValues(CellKind kind, int rows)
{
    private readonly double[] _numbers = kind == CellKind.Text ? [] : new double[rows];
    private readonly string?[] _texts = kind == CellKind.Text ? new string?[rows] : [];

    /// <summary>The value of a row.</summary>
    public Cell this[int row] => kind switch
    {
        CellKind.Text => _texts[row] is { } text ? Cell.Of(text) : Cell.Missing,
        _ when double.IsNaN(_numbers[row]) => Cell.Missing,
        CellKind.Boolean => Cell.Of(_numbers[row] != 0),
        _ => Cell.Of(_numbers[row]),
    };

    /// <summary>What a column holds; null if it is not read.</summary>
    public static CellKind? KindOf(DataField field)
    {
        var type = field.ClrType;
        if (type == typeof(bool)) return CellKind.Boolean;
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>)) return CellKind.Text;
        return Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32
            or TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal ? CellKind.Number : null;
    }

    /// <summary>Takes the values out of what the library has read.</summary>
    /// <exception cref="DamagedFileException">There are not as many as the row group has rows.</exception>
    public static ParquetValues Read(RawColumnData data, DataField field, int rows)
    {
        var values = new ParquetValues(KindOf(field)!.Value, rows);
        switch (data)
        {
            case RawColumnData<bool> raw: values.Fill(raw, field, value => value ? 1 : 0); break;
            case RawColumnData<sbyte> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<byte> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<short> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<ushort> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<int> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<uint> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<long> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<ulong> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<float> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<double> raw: values.Fill(raw, field, value => value); break;
            case RawColumnData<decimal> raw: values.Fill(raw, field, value => (double)value); break;
            case RawColumnData<ReadOnlyMemory<char>> raw: values.Place(raw, field, (row, text) => values._texts[row] = text.ToString()); break;
            default: throw new DamagedFileException($"Column {field.Name} cannot be read: its values are {data.GetType().Name}.");
        }
        return values;
    }

    private void Fill<T>(RawColumnData<T> raw, DataField field, Func<T, double> number) where T : struct
    {
        Array.Fill(_numbers, double.NaN);
        Place(raw, field, (row, value) => _numbers[row] = number(value));
    }

    /// <summary>The values that are there follow each other; the definition levels say in which rows they are.</summary>
    private void Place<T>(RawColumnData<T> raw, DataField field, Action<int, T> set) where T : struct
    {
        var values = raw.Values;
        var levels = field.MaxDefinitionLevel == 0 ? default : raw.DefinitionLevels;
        if ((field.MaxDefinitionLevel == 0 ? values.Length : levels.Length) < rows) throw TooFew(field);
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            if (field.MaxDefinitionLevel > 0 && levels[row] < field.MaxDefinitionLevel) continue;
            if (next == values.Length) throw TooFew(field);
            set(row, values[next++]);
        }
    }

    private static DamagedFileException TooFew(DataField field) => new($"Column {field.Name} has fewer values than its row group has rows.");
}
