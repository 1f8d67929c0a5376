using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>
/// Measures the gradient and limits it before a step: PyTorch's <c>clip_grad_norm_</c>, g ← g · min(1, limit / (‖g‖ + 10⁻⁶)) with
/// the norm over all parameters, or <c>clip_grad_value_</c>, each value to [−limit, limit].
/// </summary>
internal sealed unsafe class GradientLimit : IParallelWork
{
    /// <summary>The norm is a sum over blocks of this many values, so that it does not depend on the number of threads.</summary>
    private const int BlockLength = 1 << 15;

    private readonly GradientClipping? _options;
    private readonly (Matrix Matrix, int First, int Count)[] _blocks;
    private readonly double[] _squares;
    private readonly bool _worthSharing;
    private Work _work;
    private float _factor;

    /// <param name="options">In full; null: there is no limit.</param>
    /// <param name="parameters">All of the network.</param>
    public GradientLimit(GradientClipping? options, IReadOnlyList<Parameter> parameters)
    {
        _options = options;
        _blocks =
        [
            .. from parameter in parameters
               from block in Enumerable.Range(0, (parameter.Gradient.Length + BlockLength - 1) / BlockLength)
               let first = block * BlockLength
               select (parameter.Gradient, first, Math.Min(BlockLength, parameter.Gradient.Length - first)),
        ];
        _squares = new double[_blocks.Length];
        _worthSharing = parameters.Sum(parameter => (long)parameter.Gradient.Length) * 2 >= Share.WorthSharing;
    }

    private enum Work
    {
        Square,
        Scale,
        Clamp,
    }

    /// <summary>Gradients are changed before the step.</summary>
    public bool Limits => _options is not null;

    /// <summary>The L2 norm over all parameters.</summary>
    public double Norm(WorkerPool pool)
    {
        Run(Work.Square, pool);
        var sum = 0.0;
        foreach (var square in _squares) sum += square;
        return Math.Sqrt(sum);
    }

    /// <summary>Limits the gradients.</summary>
    public void Apply(WorkerPool pool)
    {
        const double small = 1e-6;
        switch (_options)
        {
            case { HasNorm: true }:
                var factor = _options.Norm / (Norm(pool) + small);
                // NaN is let through: what is not finite stays so, and is recorded.
                if (factor >= 1) return;
                _factor = (float)factor;
                Run(Work.Scale, pool);
                break;
            case { HasValue: true }:
                _factor = (float)_options.Value;
                Run(Work.Clamp, pool);
                break;
        }
    }

    /// <inheritdoc/>
    void IParallelWork.Run(int part, int parts)
    {
        var (first, count) = Share.Of(_blocks.Length, 1, part, parts);
        for (var i = first; i < first + count; i++)
        {
            var (matrix, start, length) = _blocks[i];
            if (_work == Work.Square) _squares[i] = Reduction.SumOfSquares(matrix.All.Slice(start, length));
            else Elementwise.Run(new Loop(matrix.Pointer + start, length, _factor, _work == Work.Clamp));
        }
    }

    private void Run(Work work, WorkerPool pool)
    {
        _work = work;
        pool.Run(this, _worthSharing);
    }

    private readonly struct Loop(float* values, int count, float factor, bool clamps) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var (low, high) = (L.All(-factor), L.All(factor));
            for (var i = 0; i < count; i += L.Width)
            {
                var value = L.Load(values + i);
                if (clamps) value = L.Select(L.LessThan(value, low), low, L.Select(L.LessThan(high, value), high, value));
                else value = L.Multiply(value, high);
                L.Store(value, values + i);
            }
        }
    }
}
