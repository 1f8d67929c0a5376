using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, arXiv 1412.6980) as PyTorch's <c>optim.Adam</c>: g ← g + λ w, m ← m + (1−β₁)(g − m),
/// v ← β₂ v + (1−β₂) g², w ← w − η/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) as
/// PyTorch's <c>optim.AdamW</c>: g stays as it is, and w ← (1 − η λ) w before the step.
/// </summary>
internal sealed unsafe class AdaptiveMoments : GradientOptimizer
{
    private readonly double _beta2;
    private readonly float _epsilon;
    private readonly double _decay;
    private readonly bool _decoupled;
    private float _rate;
    private float _correction;

    public AdaptiveMoments(Adam options)
        : this(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, decoupled: false)
    {
    }

    public AdaptiveMoments(AdamW options)
        : this(options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay, decoupled: true)
    {
    }

    private AdaptiveMoments(double rate, double beta1, double beta2, double epsilon, double decay, bool decoupled)
    {
        LearningRate = rate;
        Momentum = beta1;
        _beta2 = beta2;
        _epsilon = (float)epsilon;
        _decay = decay;
        _decoupled = decoupled;
    }

    /// <inheritdoc/>
    protected override int MomentCount => 2;

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
        _rate = (float)(LearningRate / (1 - DoubleMath.Power(Momentum, step)));
        _correction = (float)(1 / Math.Sqrt(1 - DoubleMath.Power(_beta2, step)));
    }

    /// <inheritdoc/>
    protected override void Update(Parameter parameter, int first, int count) => Elementwise.Run(new Loop
    {
        Value = parameter.Value.Pointer + first,
        Gradient = parameter.Gradient.Pointer + first,
        Mean = parameter.Moments[0].Pointer + first,
        Square = parameter.Moments[1].Pointer + first,
        Count = count,
        MeanShare = (float)(1 - Momentum),
        SquareKept = (float)_beta2,
        SquareShare = (float)(1 - _beta2),
        Rate = _rate,
        Correction = _correction,
        Epsilon = _epsilon,
        Decay = _decoupled ? 0 : (float)_decay,
        Kept = _decoupled ? (float)(1 - (LearningRate * _decay)) : 1,
    });

    private struct Loop : IVectorLoop
    {
        public float* Value;
        public float* Gradient;
        public float* Mean;
        public float* Square;
        public int Count;
        public float MeanShare;
        public float SquareKept;
        public float SquareShare;
        public float Rate;
        public float Correction;
        public float Epsilon;
        public float Decay;
        public float Kept;

        public readonly void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var meanShare = L.All(MeanShare);
            var squareKept = L.All(SquareKept);
            var squareShare = L.All(SquareShare);
            var rate = L.All(-Rate);
            var correction = L.All(Correction);
            var epsilon = L.All(Epsilon);
            var decay = L.All(Decay);
            var kept = L.All(Kept);
            var decays = Decay != 0;
            float* value = Value, gradient = Gradient, mean = Mean, square = Square;
            for (var i = 0; i < Count; i += L.Width)
            {
                var w = L.Load(value + i);
                var g = L.Load(gradient + i);
                if (decays) g = L.MultiplyAdd(decay, w, g);
                var m = L.Load(mean + i);
                m = L.MultiplyAdd(meanShare, L.Subtract(g, m), m);
                L.Store(m, mean + i);
                var v = L.MultiplyAdd(L.Multiply(squareShare, g), g, L.Multiply(squareKept, L.Load(square + i)));
                L.Store(v, square + i);
                var denominator = L.MultiplyAdd(L.SquareRoot(v), correction, epsilon);
                L.Store(L.MultiplyAdd(rate, L.Divide(m, denominator), L.Multiply(w, kept)), value + i);
            }
        }
    }
}
