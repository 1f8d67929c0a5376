using System.Buffers.Binary;
using System.Text;

namespace TrainRecorder.Training.Tables.Arrays;

/// <summary>What the elements of an array are.</summary>
internal enum ElementKind
{
    /// <summary>A byte, 0 or not.</summary>
    Boolean,

    /// <summary>A whole number with a sign, of 1, 2, 4 or 8 bytes.</summary>
    Integer,

    /// <summary>A whole number without a sign, of 1, 2, 4 or 8 bytes.</summary>
    Unsigned,

    /// <summary>A floating-point number of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>UTF-32, padded with zeros.</summary>
    Text,
}

/// <summary>How an element is written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="BigEndian">The most significant byte comes first.</param>
internal sealed record ElementType(ElementKind Kind, int Size, bool BigEndian)
{
    private static readonly UTF32Encoding Little = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly UTF32Encoding Big = new(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    /// <summary>Reads an element as a value of a table.</summary>
    /// <exception cref="DamagedFileException">It is no text.</exception>
    public Cell Read(ReadOnlySpan<byte> bytes) => Kind switch
    {
        ElementKind.Boolean => Cell.Of(bytes[0] != 0),
        ElementKind.Text => ReadText(bytes),
        _ => Cell.Of(ReadNumber(bytes)),
    };

    /// <summary>Reads a number. Whole numbers beyond 2^53 are rounded.</summary>
    public double ReadNumber(ReadOnlySpan<byte> bytes) => (Kind, Size) switch
    {
        (ElementKind.Float, 2) => (double)(BigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        (ElementKind.Float, 4) => BigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (ElementKind.Float, _) => BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (ElementKind.Integer, 1) => (sbyte)bytes[0],
        (ElementKind.Integer, 2) => BigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        (ElementKind.Integer, 4) => BigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        (ElementKind.Integer, _) => BigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
        (ElementKind.Unsigned, 2) => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (ElementKind.Unsigned, 4) => BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (ElementKind.Unsigned, 8) => BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => bytes[0],
    };

    private Cell ReadText(ReadOnlySpan<byte> bytes)
    {
        var used = bytes.Length;
        while (used >= 4 && bytes.Slice(used - 4, 4).IndexOfAnyExcept((byte)0) < 0) used -= 4;
        if (used == 0) return Cell.Missing;
        try
        {
            return Cell.Of((BigEndian ? Big : Little).GetString(bytes[..used]));
        }
        catch (DecoderFallbackException)
        {
            throw new DamagedFileException("A text has characters that are none.");
        }
    }
}
