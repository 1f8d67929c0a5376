using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Products;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>
/// Standard normal features x of dimension f; the class is the largest of A x/√f + C tanh(B x/√f)/√h with h = 64 and the
/// values of A, B and C standard normal. For regression there is one output, and it is the value to learn, plus noise.
/// </summary>
internal sealed unsafe class TeacherGenerator : IParallelWork
{
    private const int Hidden = 64;
    private const int Chunk = 64;
    private readonly float[] _inputs;
    private readonly int[] _labels;
    private readonly float[]? _values;
    private readonly double _noise;
    private readonly int _features;
    private readonly long _seed;
    private readonly Matrix _linear;
    private readonly Matrix _first;
    private readonly Matrix _second;

    private TeacherGenerator(int features, int outputs, int samples, double? noise, long seed)
    {
        _features = features;
        _seed = seed;
        _inputs = new float[checked(samples * features)];
        _labels = new int[samples];
        _values = noise is null ? null : new float[samples];
        _noise = noise ?? 0;
        var scale = 1 / Math.Sqrt(features);
        _linear = Gaussian(outputs, features, seed, 0, scale);
        _first = Gaussian(Hidden, features, seed, 1, scale);
        _second = Gaussian(outputs, Hidden, seed, 2, 1 / Math.Sqrt(Hidden));
    }

    /// <summary>Makes the rows of a classification.</summary>
    public static GeneratedRows Generate(Teacher teacher, long seed, WorkerPool pool)
    {
        var generator = new TeacherGenerator(teacher.Features, teacher.Classes, teacher.Samples, noise: null, seed);
        pool.Run(generator, worthSharing: true);
        return new GeneratedRows(generator._inputs, teacher.Features, generator._labels, teacher.Classes);
    }

    /// <summary>Makes the rows of a regression.</summary>
    public static GeneratedRows Generate(Regression regression, long seed, WorkerPool pool)
    {
        var generator = new TeacherGenerator(regression.Features, 1, regression.Samples, regression.Noise, seed);
        pool.Run(generator, worthSharing: true);
        return new GeneratedRows(generator._inputs, regression.Features, [], 0) { Values = generator._values };
    }

    /// <inheritdoc/>
    void IParallelWork.Run(int part, int parts)
    {
        var (first, count) = Share.Of(_labels.Length, Chunk, part, parts);
        var inputs = new Matrix(_features, Chunk);
        var hidden = new Matrix(Hidden, Chunk);
        var outputs = new Matrix(_linear.Rows, Chunk);
        var more = new Matrix(_linear.Rows, Chunk);
        var zeros = new Matrix(1, Hidden);
        var tanh = new HyperbolicTangent();
        for (var from = first; from < first + count; from += Chunk)
        {
            var samples = Math.Min(Chunk, first + count - from);
            for (var j = 0; j < samples; j++) Features(from + j);
            fixed (float* rows = &_inputs[(nint)from * _features])
                Transposition.Transpose(rows, _features, samples, _features, inputs.Pointer, inputs.Stride);
            Multiply(_linear, inputs, outputs);
            Multiply(_first, inputs, hidden);
            tanh.Forward(hidden, zeros.Pointer, hidden, 0, Hidden, Chunk);
            Multiply(_second, hidden, more);
            for (var i = 0; i < outputs.Length; i++) outputs.Pointer[i] += more.Pointer[i];
            for (var j = 0; j < samples; j++) Label(from + j, outputs, j);
        }
        // Pointers alone do not keep them.
        foreach (var matrix in (Matrix[])[inputs, hidden, outputs, more, zeros]) GC.KeepAlive(matrix);
    }

    private void Label(int row, Matrix outputs, int column)
    {
        if (_values is null) _labels[row] = Prediction.Class(outputs, column);
        else _values[row] = (float)(outputs.Pointer[column] + (_noise * new RandomStream(_seed, Purpose.Noise, row).NextGaussian()));
    }

    private void Features(int row)
    {
        var random = new RandomStream(_seed, Purpose.Samples, row);
        foreach (ref var value in _inputs.AsSpan(row * _features, _features)) value = (float)random.NextGaussian();
    }

    private static void Multiply(Matrix a, Matrix b, Matrix product) =>
        MatrixProduct.Multiply(LeftFactor.Of(a), b, product, 0, a.Rows, Chunk, a.Columns);

    private static Matrix Gaussian(int rows, int columns, long seed, int number, double scale)
    {
        var matrix = new Matrix(rows, columns);
        var random = new RandomStream(seed, Purpose.Teacher, number);
        for (var i = 0; i < rows; i++)
        {
            foreach (ref var value in matrix.Row(i)) value = (float)(random.NextGaussian() * scale);
        }
        return matrix;
    }
}
