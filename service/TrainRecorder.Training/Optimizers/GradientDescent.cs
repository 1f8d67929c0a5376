using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>Stochastic gradient descent as PyTorch's <c>optim.SGD</c>: v ← μ v + g, w ← w − η v.</summary>
internal sealed unsafe class GradientDescent : GradientOptimizer
{
    private readonly float _momentum;

    public GradientDescent(Sgd options)
    {
        LearningRate = options.LearningRate;
        _momentum = (float)options.Momentum;
    }

    /// <inheritdoc/>
    protected override int MomentCount => _momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, int first, int count)
    {
        var velocity = _momentum == 0 ? null : parameter.Moments[0].Pointer + first;
        Elementwise.Run(new Loop(parameter.Value.Pointer + first, parameter.Gradient.Pointer + first, velocity, count, (float)LearningRate, _momentum));
    }

    private readonly struct Loop(float* value, float* gradient, float* velocity, int count, float rate, float momentum) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = 0; i < count; i += L.Width)
            {
                var change = L.Load(gradient + i);
                if (velocity != null)
                {
                    change = L.MultiplyAdd(L.All(momentum), L.Load(velocity + i), change);
                    L.Store(change, velocity + i);
                }
                L.Store(L.MultiplyAdd(L.All(-rate), change, L.Load(value + i)), value + i);
            }
        }
    }
}
