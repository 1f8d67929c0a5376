using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Optimizers;

/// <summary>Changes parameters by their gradients. A kind is one file, listed in <see cref="OptimizerKinds"/>.</summary>
internal abstract unsafe class GradientOptimizer : IParallelWork
{
    private Parameter[] _parameters = [];
    private bool _worthSharing;

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The momentum of the next step (of Adam and AdamW: β₁).</summary>
    public double Momentum { get; set; }

    /// <summary>Matrices kept for each parameter.</summary>
    protected abstract int MomentCount { get; }

    /// <summary>Takes on the parameters, with moments of zero.</summary>
    public void Attach(IReadOnlyList<Parameter> parameters)
    {
        foreach (var parameter in parameters)
            parameter.Moments = [.. Enumerable.Range(0, MomentCount).Select(_ => new Matrix(parameter.Value.Rows, parameter.Value.Columns))];
        _parameters = [.. parameters];
        // Some ten operations a value.
        _worthSharing = parameters.Sum(parameter => (long)parameter.Value.Length) * 10 >= Share.WorthSharing;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="pool">Who does the work.</param>
    public void Step(long step, WorkerPool pool)
    {
        Begin(step);
        pool.Run(this, _worthSharing);
    }

    /// <summary>Takes a step, and says how much it changed each parameter.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="ratios">‖ΔW‖ / ‖W‖ of each parameter, W before the step; NaN where ‖W‖ is 0.</param>
    public void StepMeasured(long step, Span<double> ratios)
    {
        const int block = 1024;
        var before = stackalloc float[block];
        Begin(step);
        for (var p = 0; p < _parameters.Length; p++)
        {
            var parameter = _parameters[p];
            double changed = 0, norm = 0;
            for (var first = 0; first < parameter.Value.Length; first += block)
            {
                var count = Math.Min(block, parameter.Value.Length - first);
                var values = new Span<float>(parameter.Value.Pointer + first, count);
                var old = new Span<float>(before, count);
                values.CopyTo(old);
                Update(parameter, first, count);
                changed += Reduction.SumOfSquaredDifferences(values, old);
                norm += Reduction.SumOfSquares(old);
            }
            ratios[p] = norm > 0 ? Math.Sqrt(changed) / Math.Sqrt(norm) : double.NaN;
        }
    }

    /// <inheritdoc/>
    void IParallelWork.Run(int part, int parts)
    {
        foreach (var parameter in _parameters)
        {
            var (first, count) = Share.Of(parameter.Value.Length, Padding.Multiple, part, parts);
            if (count > 0) Update(parameter, first, count);
        }
    }

    /// <summary>A step begins.</summary>
    protected abstract void Begin(long step);

    /// <summary>Changes some values, padding included; both numbers are multiples of <see cref="Padding.Multiple"/>.</summary>
    protected abstract void Update(Parameter parameter, int first, int count);
}
