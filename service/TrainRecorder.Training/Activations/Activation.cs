using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Activations;

/// <summary>An activation function over a matrix of a batch, <c>[units, samples]</c>. A kind is one file, listed in <see cref="ActivationKinds"/>.</summary>
internal abstract unsafe class Activation
{
    /// <summary>As jobs name it.</summary>
    public abstract string Name { get; }

    /// <summary>How saturation of a unit is measured; null if it cannot saturate.</summary>
    public virtual SaturationRule? Saturation => null;

    /// <summary>Each output depends on all units of a sample: the passes need all rows at once, and it is for the output layer only.</summary>
    public virtual bool JoinsUnits => false;

    /// <summary>The sums are kept apart from the outputs, for what needs them after the pass.</summary>
    public virtual bool KeepsSums => JoinsUnits;

    /// <summary>output = f(sums + bias) for some rows; <paramref name="sums"/> becomes sums + bias if it is another matrix than <paramref name="output"/>.</summary>
    /// <param name="sums">Weighted sums, <c>[units, samples]</c>.</param>
    /// <param name="bias">One value a unit.</param>
    /// <param name="output">May be <paramref name="sums"/>.</param>
    /// <param name="firstRow">The first unit.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Samples, rounded up to <see cref="Padding.Multiple"/>.</param>
    public abstract void Forward(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns);

    /// <summary>Turns the gradient of the loss by the outputs into that by the sums, in place.</summary>
    public abstract void Backward(Matrix output, Matrix gradient, int firstRow, int rows, int columns);
}

/// <summary>How saturation is measured (DESIGN: definitions).</summary>
internal enum SaturationRule
{
    /// <summary>Range [−1, 1]: mean |g| over the probe.</summary>
    SymmetricRange,

    /// <summary>Range [0, 1]: mean |2g − 1| over the probe.</summary>
    UnitRange,

    /// <summary>Flat where the output is 0: the share of the probe there.</summary>
    FlatAtZero,
}
