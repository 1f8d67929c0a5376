using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables.Arrays;

/// <summary>An array in a file: its form is known and checked, its elements are still in the stream.</summary>
/// <remarks>What a file claims is never allocated: memory is that of one row, or of a Fortran-ordered array within its limit.</remarks>
internal sealed class ArrayStream : IDisposable
{
    private readonly Stream _elements;
    private readonly Action? _checkEnd;
    private readonly long _rowBytes;
    private byte[]? _whole;
    private long _row;
    private long _read;

    /// <param name="name">For columns and messages.</param>
    /// <param name="type">Of its elements.</param>
    /// <param name="shape">Of the whole array.</param>
    /// <param name="fortran">The first index runs fastest; otherwise the last.</param>
    /// <param name="elements">At the first element; owned.</param>
    /// <param name="checkEnd">Called behind the last element: throws if the file is not what it should be.</param>
    /// <exception cref="DamagedFileException">It is larger than the limits.</exception>
    public ArrayStream(string name, ElementType type, IReadOnlyList<long> shape, bool fortran, Stream elements, Action? checkEnd = null)
    {
        Name = name;
        Type = type;
        Shape = shape;
        IsFortran = fortran && shape.Count > 1;
        _elements = elements;
        _checkEnd = checkEnd;
        Bytes = BytesOf(name, type, shape);
        _rowBytes = shape.Count == 0 || shape[0] == 0 ? 0 : Bytes / shape[0];
        if (IsFortran && Bytes > TableLimits.FortranBytes)
            throw new DamagedFileException($"Array {name} is in Fortran order and has more than {TableLimits.FortranBytes >> 20} MiB; save it in C order (numpy.ascontiguousarray).");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Of its elements.</summary>
    public ElementType Type { get; }

    /// <summary>Of the whole array.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The first index runs fastest.</summary>
    public bool IsFortran { get; }

    /// <summary>Bytes of all elements.</summary>
    public long Bytes { get; }

    /// <summary>Elements of one row: all those with one first index.</summary>
    public long RowElements => _rowBytes / Type.Size;

    /// <summary>The array as a schema has it.</summary>
    public TableArray Describe(int firstAxis) => new() { Name = Name, Shape = { Shape.Skip(firstAxis).Select(axis => (int)axis) } };

    /// <summary>Bytes of an array, if its size is within the limits.</summary>
    /// <exception cref="DamagedFileException">It is not.</exception>
    public static long BytesOf(string name, ElementType type, IReadOnlyList<long> shape)
    {
        if (shape.Count > TableLimits.Axes) throw new DamagedFileException($"Array {name} has {shape.Count} axes; at most {TableLimits.Axes} are read.");
        var bytes = (long)type.Size;
        foreach (var axis in shape)
        {
            if (axis is < 0 or > int.MaxValue || (axis > 0 && bytes > TableLimits.DecodedBytes / axis))
                throw new DamagedFileException($"Array {name} has more than {TableLimits.DecodedBytes >> 30} GiB.");
            bytes *= axis;
        }
        return bytes;
    }

    /// <summary>Reads the next row, its elements in C order.</summary>
    /// <param name="row">As long as a row.</param>
    /// <exception cref="DamagedFileException">The file ends too early.</exception>
    public void ReadRow(Span<byte> row)
    {
        if (IsFortran) GatherRow(row);
        else ReadNext(row);
    }

    /// <summary>Reads the next elements of an array in C order, as many as there is room for.</summary>
    /// <exception cref="DamagedFileException">The file ends too early.</exception>
    public void ReadNext(Span<byte> elements)
    {
        ReadExactly(elements);
        _read += elements.Length;
        if (_read == Bytes) _checkEnd?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose() => _elements.Dispose();

    private void GatherRow(Span<byte> row)
    {
        if (_whole is null)
        {
            _whole = new byte[Bytes];
            ReadNext(_whole);
        }
        // Elements of a row in C order are those with the last index running fastest.
        var rows = Shape[0];
        var index = new long[Shape.Count];
        index[0] = _row;
        for (var at = 0; at < row.Length; at += Type.Size)
        {
            long place = 0;
            for (var axis = Shape.Count - 1; axis >= 0; axis--) place = (place * Shape[axis]) + index[axis];
            _whole.AsSpan(checked((int)(place * Type.Size)), Type.Size).CopyTo(row[at..]);
            for (var axis = Shape.Count - 1; axis > 0 && ++index[axis] == Shape[axis]; axis--) index[axis] = 0;
        }
        _row++;
    }

    private void ReadExactly(Span<byte> bytes)
    {
        try
        {
            if (_elements.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length) return;
        }
        catch (InvalidDataException damage)
        {
            throw new DamagedFileException($"Array {Name} cannot be unpacked: {damage.Message}");
        }
        throw new DamagedFileException($"Array {Name} ends too early.");
    }
}
