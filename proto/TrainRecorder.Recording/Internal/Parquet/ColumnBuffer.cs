using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using TrainRecorder.Recording.Internal.Policy;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The rows of one column of a row group, before they are encoded: which rows have a value, and the values one after another, little-endian.</summary>
internal sealed class ColumnBuffer(RecordingColumn column)
{
    // The canonical NaN of the format is the positive quiet one without payload; float.NaN of .NET is negative.
    private const uint CanonicalNaN32 = 0x7FC00000;
    private const ulong CanonicalNaN64 = 0x7FF8000000000000;

    private byte[] _values = [];
    private bool[] _present = [];

    public RecordingColumn Column { get; } = column;

    public int Rows { get; private set; }

    public int Size { get; private set; }

    public int PresentRows { get; private set; }

    public ReadOnlySpan<byte> Values => _values.AsSpan(0, Size);

    public ReadOnlySpan<bool> Present => _present.AsSpan(0, Rows);

    /// <summary>Forgets the rows. The memory is kept for the next ones.</summary>
    public void Clear()
    {
        Rows = 0;
        Size = 0;
        PresentRows = 0;
    }

    /// <summary>Gives the memory back: for a column that has a value in the first row only.</summary>
    public void Release()
    {
        Clear();
        _values = [];
    }

    public void AppendNull() => AppendRow(isPresent: false, 0);

    public void Append(ReadOnlySpan<float> values)
    {
        Span<byte> destination = AppendRow(isPresent: true, values.Length * 4);
        Span<uint> bits = MemoryMarshal.Cast<byte, uint>(destination);
        CopyCanonical(values, bits);
        if (Column.Info.KeepMantissaBits > 0)
        {
            MantissaRounding.Round(bits, Column.Info.KeepMantissaBits);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }

    public void Append(ReadOnlySpan<double> values)
    {
        Span<byte> destination = AppendRow(isPresent: true, values.Length * 8);
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = double.IsNaN(values[i]) ? CanonicalNaN64 : BitConverter.DoubleToUInt64Bits(values[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * 8)..], bits);
        }
    }

    public void Append(ReadOnlySpan<long> values)
    {
        Span<byte> destination = AppendRow(isPresent: true, values.Length * 8);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination[(i * 8)..], values[i]);
        }
    }

    public void Append(int value) => BinaryPrimitives.WriteInt32LittleEndian(AppendRow(isPresent: true, 4), value);

    public void Append(string text)
    {
        int size = Encoding.UTF8.GetByteCount(text);
        if (size > Limits.TextBytes)
        {
            throw new ArgumentException($"A text of {Column.Path} has {size} bytes of UTF-8; at most {Limits.TextBytes} are allowed.", nameof(text));
        }

        Span<byte> destination = AppendRow(isPresent: true, size + 4);
        BinaryPrimitives.WriteInt32LittleEndian(destination, size);
        Encoding.UTF8.GetBytes(text, destination[4..]);
    }

    /// <summary>Appends a row whose value is in the buffer's own form already.</summary>
    public Span<byte> AppendRaw(int size) => AppendRow(isPresent: true, size);

    private static void CopyCanonical(ReadOnlySpan<float> values, Span<uint> destination)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Vector<uint> canonical = new(CanonicalNaN32);
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> value = new(values[i..]);
                Vector.ConditionalSelect(Vector.Equals(value, value).As<int, uint>(), value.As<float, uint>(), canonical).CopyTo(destination[i..]);
            }
        }

        for (; i < values.Length; i++)
        {
            destination[i] = float.IsNaN(values[i]) ? CanonicalNaN32 : BitConverter.SingleToUInt32Bits(values[i]);
        }
    }

    private Span<byte> AppendRow(bool isPresent, int size)
    {
        if (Rows == _present.Length)
        {
            Array.Resize(ref _present, Math.Max(4, 2 * Rows));
        }

        _present[Rows++] = isPresent;
        PresentRows += isPresent ? 1 : 0;
        if (_values.Length - Size < size)
        {
            // Exact at first: the usual row group of a large network holds one row.
            Array.Resize(ref _values, Size == 0 ? size : Math.Max(checked(Size + size), (int)Math.Min(2L * _values.Length, Array.MaxLength)));
        }

        Span<byte> span = _values.AsSpan(Size, size);
        Size += size;
        return span;
    }
}
