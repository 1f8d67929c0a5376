using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6.5) as PyTorch's <c>optim.RMSprop</c>: g ← g + λ w, s ← α s + (1−α) g²; centred also
/// c ← α c + (1−α) g and s − c² in place of s; d = g / (√s + ε); b ← μ b + d, w ← w − η b, or without momentum w ← w − η d.
/// </summary>
internal sealed unsafe class RootMeanSquares : GradientOptimizer
{
    private readonly RmsProp _options;
    private readonly bool _hasMomentum;

    /// <param name="options">In full.</param>
    /// <param name="cycles">The momentum changes from step to step.</param>
    public RootMeanSquares(RmsProp options, bool cycles)
    {
        _options = options;
        _hasMomentum = options.Momentum > 0 || cycles;
        LearningRate = options.LearningRate;
        Momentum = options.Momentum;
    }

    /// <inheritdoc/>
    protected override int MomentCount => 1 + (_hasMomentum ? 1 : 0) + (_options.Centered ? 1 : 0);

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, int first, int count) => Elementwise.Run(new Loop
    {
        Value = parameter.Value.Pointer + first,
        Gradient = parameter.Gradient.Pointer + first,
        Square = parameter.Moments[0].Pointer + first,
        Velocity = _hasMomentum ? parameter.Moments[1].Pointer + first : null,
        Mean = _options.Centered ? parameter.Moments[^1].Pointer + first : null,
        Count = count,
        Rate = (float)LearningRate,
        Kept = (float)_options.Alpha,
        Share = (float)(1 - _options.Alpha),
        Epsilon = (float)_options.Epsilon,
        Momentum = (float)Momentum,
        Decay = (float)_options.WeightDecay,
    });

    private struct Loop : IVectorLoop
    {
        public float* Value;
        public float* Gradient;
        public float* Square;
        public float* Velocity;
        public float* Mean;
        public int Count;
        public float Rate;
        public float Kept;
        public float Share;
        public float Epsilon;
        public float Momentum;
        public float Decay;

        public readonly void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var rate = L.All(-Rate);
            var kept = L.All(Kept);
            var share = L.All(Share);
            var epsilon = L.All(Epsilon);
            var momentum = L.All(Momentum);
            var decay = L.All(Decay);
            float* value = Value, gradient = Gradient, square = Square, velocity = Velocity, mean = Mean;
            var decays = Decay != 0;
            for (var i = 0; i < Count; i += L.Width)
            {
                var w = L.Load(value + i);
                var g = L.Load(gradient + i);
                if (decays) g = L.MultiplyAdd(decay, w, g);
                var s = L.MultiplyAdd(L.Multiply(share, g), g, L.Multiply(kept, L.Load(square + i)));
                L.Store(s, square + i);
                if (mean != null)
                {
                    var c = L.MultiplyAdd(share, g, L.Multiply(kept, L.Load(mean + i)));
                    L.Store(c, mean + i);
                    s = L.Subtract(s, L.Multiply(c, c));
                    // Rounding can take the variance of a steady gradient below 0.
                    s = L.Select(L.LessThan(s, L.All(0f)), L.All(0f), s);
                }
                var change = L.Divide(g, L.Add(L.SquareRoot(s), epsilon));
                if (velocity != null)
                {
                    change = L.MultiplyAdd(momentum, L.Load(velocity + i), change);
                    L.Store(change, velocity + i);
                }
                L.Store(L.MultiplyAdd(rate, change, w), value + i);
            }
        }
    }
}
