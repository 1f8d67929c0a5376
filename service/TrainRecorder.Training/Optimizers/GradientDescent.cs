using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>optim.SGD</c>: g ← g + λ w; v ← μ v + (1−τ) g, at the first step v ← g; w ← w − η v,
/// with Nesterov w ← w − η (g + μ v).
/// </summary>
internal sealed unsafe class GradientDescent : GradientOptimizer
{
    private readonly double _dampening;
    private readonly bool _nesterov;
    private readonly float _decay;
    private float _share;

    /// <param name="options">In full.</param>
    /// <param name="cycles">The momentum changes from step to step.</param>
    public GradientDescent(Sgd options, bool cycles)
    {
        LearningRate = options.LearningRate;
        Momentum = options.Momentum;
        MomentCount = options.Momentum > 0 || cycles ? 1 : 0;
        _dampening = options.Dampening;
        _nesterov = options.Nesterov;
        _decay = (float)options.WeightDecay;
    }

    /// <inheritdoc/>
    protected override int MomentCount { get; }

    /// <inheritdoc/>
    protected override void Begin(long step) => _share = step == 1 ? 1 : (float)(1 - _dampening);

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, int first, int count) => Elementwise.Run(new Loop
    {
        Value = parameter.Value.Pointer + first,
        Gradient = parameter.Gradient.Pointer + first,
        Velocity = MomentCount == 0 ? null : parameter.Moments[0].Pointer + first,
        Count = count,
        Rate = (float)LearningRate,
        Momentum = (float)Momentum,
        Share = _share,
        Decay = _decay,
        Nesterov = _nesterov,
    });

    private struct Loop : IVectorLoop
    {
        public float* Value;
        public float* Gradient;
        public float* Velocity;
        public int Count;
        public float Rate;
        public float Momentum;
        public float Share;
        public float Decay;
        public bool Nesterov;

        public readonly void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var rate = L.All(-Rate);
            var momentum = L.All(Momentum);
            var share = L.All(Share);
            var decay = L.All(Decay);
            float* value = Value, gradient = Gradient, velocity = Velocity;
            bool decays = Decay != 0, nesterov = Nesterov;
            for (var i = 0; i < Count; i += L.Width)
            {
                var w = L.Load(value + i);
                var change = L.Load(gradient + i);
                if (decays) change = L.MultiplyAdd(decay, w, change);
                if (velocity != null)
                {
                    var v = L.MultiplyAdd(momentum, L.Load(velocity + i), L.Multiply(share, change));
                    L.Store(v, velocity + i);
                    change = nesterov ? L.MultiplyAdd(momentum, v, change) : v;
                }
                L.Store(L.MultiplyAdd(rate, change, w), value + i);
            }
        }
    }
}
