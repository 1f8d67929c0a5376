using CsCheck;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;

namespace TrainRecorder.Training.Tests.Arithmetic;

public unsafe class MatrixProductTests
{
    private static readonly Gen<(int Rows, int Columns, int Depth, bool Transposed, ulong Seed)> Shapes =
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Int[1, 600], Gen.Bool, Gen.ULong);

    [Fact]
    public void Multiply_AnyShape_IsTheChainOfFusedMultiplyAdds() => Shapes.Sample(
        shape =>
        {
            var (rows, columns, depth, transposed, seed) = shape;
            var a = transposed ? Random(depth, rows, seed) : Random(rows, depth, seed);
            var b = Random(depth, columns, seed + 1);
            var c = Random(rows, columns, seed + 2);

            // In two parts, as two threads would.
            var left = transposed ? LeftFactor.Transposed(a) : LeftFactor.Of(a);
            MatrixProduct.Multiply(left, b, c, 0, rows / 2, Padding.RoundUp(columns), depth);
            MatrixProduct.Multiply(left, b, c, rows / 2, rows - (rows / 2), Padding.RoundUp(columns), depth);

            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    var sum = 0f;
                    for (var k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(transposed ? a.Row(k)[i] : a.Row(i)[k], b.Row(k)[j], sum);
                    if (sum != c.Row(i)[j]) return false;
                }
            }
            return true;
        }, iter: 60);

    [Fact]
    public void Transpose_AnyShape_Transposes() => Shapes.Sample(
        shape =>
        {
            var source = Random(shape.Rows, shape.Columns, shape.Seed);
            var destination = new Matrix(shape.Columns, shape.Rows);
            Transposition.Transpose(source.Pointer, source.Stride, source.Rows, source.Columns, destination.Pointer, destination.Stride);
            for (var i = 0; i < source.Rows; i++)
            {
                for (var j = 0; j < source.Columns; j++)
                {
                    if (source.Row(i)[j] != destination.Row(j)[i]) return false;
                }
            }
            return true;
        }, iter: 200);

    private static Matrix Random(int rows, int columns, ulong seed)
    {
        var random = new Random((int)seed);
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            foreach (ref var value in matrix.Row(i)) value = (float)(random.NextDouble() - 0.5);
        }
        return matrix;
    }
}
