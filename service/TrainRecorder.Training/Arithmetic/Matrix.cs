using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>A row-major matrix of floats that the garbage collector does not move, aligned to cache lines, its rows padded.</summary>
/// <remarks>
/// What is in the padding never reaches a value outside of it; it is zero where no arithmetic touches it. The pointer
/// stays good as long as the matrix is reachable.
/// </remarks>
internal sealed unsafe class Matrix
{
    private const int Alignment = 64;

    /// <summary>Rows 2 KiB apart, or a multiple of it, would share a few places of a first-level cache and drive each other out.</summary>
    private const int AliasedStride = 512;

    private readonly float[] _array;

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Stride = Padding.RoundUp(columns);
        if (rows > 1 && Stride % AliasedStride == 0) Stride += Padding.Multiple;
        Length = checked(rows * Stride);
        _array = GC.AllocateArray<float>(Length + (Alignment / sizeof(float)), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (float*)((start + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Columns without padding.</summary>
    public int Columns { get; }

    /// <summary>Floats from row to row.</summary>
    public int Stride { get; }

    /// <summary>Floats in all, padding included; a multiple of <see cref="Padding.Multiple"/>.</summary>
    public int Length { get; }

    /// <summary>The first value.</summary>
    public float* Pointer { get; }

    /// <summary>Every float, padding included.</summary>
    public Span<float> All => new(Pointer, Length);

    /// <summary>A row without its padding.</summary>
    public Span<float> Row(int row) => new(Pointer + ((nint)row * Stride), Columns);

    /// <summary>Sets the columns from <paramref name="columns"/> on to zero, up to the next multiple of <see cref="Padding.Multiple"/>.</summary>
    public void ClearPadding(int columns) => ClearPadding(columns, 0, Rows);

    /// <summary>The same, for some rows.</summary>
    public void ClearPadding(int columns, int firstRow, int rows)
    {
        var count = Padding.RoundUp(columns) - columns;
        if (count == 0) return;
        for (var i = firstRow; i < firstRow + rows; i++) new Span<float>(Pointer + ((nint)i * Stride) + columns, count).Clear();
    }

    /// <summary>Sets the first columns of some rows to zero.</summary>
    public void Clear(int firstRow, int rows, int columns)
    {
        for (var i = firstRow; i < firstRow + rows; i++) new Span<float>(Pointer + ((nint)i * Stride), columns).Clear();
    }

    /// <summary>Copies the values, without padding, row by row.</summary>
    public void CopyTo(Span<float> destination)
    {
        for (var i = 0; i < Rows; i++) Row(i).CopyTo(destination[(i * Columns)..]);
    }
}
