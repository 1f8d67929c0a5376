using System.Buffers;
using System.Runtime.Intrinsics;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Pictures.Painting;

/// <summary>Some columns of pixels as floats, each column in one piece.</summary>
internal readonly struct PixelStrip
{
    private const float ToNearest = 0.5f;

    private readonly PixelGrid _pixels;
    private readonly Vector128<float>[] _colours;

    /// <summary>Takes the colours of columns.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="first">The first column.</param>
    /// <param name="end">The column after the last.</param>
    public PixelStrip(PixelGrid pixels, int first, int end)
    {
        (_pixels, First, End) = (pixels, first, end);
        _colours = ArrayPool<Vector128<float>>.Shared.Rent((end - first) * pixels.Rows);
        ReadOnlySpan<byte> bytes = pixels.Memory.Span;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = first; column < end; column++)
            {
                ReadOnlySpan<byte> pixel = bytes.Slice(column * pixels.ColumnStep + row * pixels.RowStep, 4);
                _colours[(column - first) * Rows + row] = Vector128.Create(pixel[0], pixel[1], pixel[2], (float)pixel[3]);
            }
        }
    }

    /// <summary>The first column.</summary>
    public int First { get; }

    /// <summary>The column after the last.</summary>
    public int End { get; }

    /// <summary>Pixels of a column.</summary>
    public int Rows => _pixels.Rows;

    /// <summary>A colour as pixels have it.</summary>
    public static Vector128<float> Colour(Rgb colour) => Vector128.Create(colour.Red, colour.Green, (float)colour.Blue, 0);

    /// <summary>A column: red, green and blue from 0 to 255. What is done to the fourth is lost.</summary>
    public Span<Vector128<float>> Column(int column) => _colours.AsSpan((column - First) * Rows, Rows);

    /// <summary>Puts the colours back, rounded, and gives up what was rented: the last that is done with a strip.</summary>
    public void Write()
    {
        Span<byte> bytes = _pixels.Memory.Span;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = First; column < End; column++)
            {
                Vector128<float> colour = _colours[(column - First) * Rows + row] + Vector128.Create(ToNearest);
                Span<byte> pixel = bytes.Slice(column * _pixels.ColumnStep + row * _pixels.RowStep, 4);
                (pixel[0], pixel[1], pixel[2]) = ((byte)colour[0], (byte)colour[1], (byte)colour[2]);
            }
        }
        ArrayPool<Vector128<float>>.Shared.Return(_colours);
    }
}
