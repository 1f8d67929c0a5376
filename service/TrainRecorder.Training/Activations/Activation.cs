using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Activations;

/// <summary>An activation function over a matrix of a batch, <c>[units, samples]</c>. A kind is one file, listed in <see cref="ActivationKinds"/>.</summary>
internal abstract unsafe class Activation
{
    /// <summary>How saturation of a unit is measured; null if it cannot saturate.</summary>
    public virtual SaturationRule? Saturation => null;

    /// <summary>Each output depends on all units of a sample: the passes need all rows at once, and it is for the output layer only.</summary>
    public virtual bool JoinsUnits => false;

    /// <summary>The backward pass, saturation or the loss needs the sums: they have a matrix of their own.</summary>
    public virtual bool KeepsSums => JoinsUnits;

    /// <summary>f(z) = z.</summary>
    public virtual bool IsLinear => false;

    /// <summary>output = f(sums + bias) for some rows; <paramref name="sums"/> becomes sums + bias if it is another matrix than <paramref name="output"/>.</summary>
    /// <param name="sums">Weighted sums, <c>[units, samples]</c>.</param>
    /// <param name="bias">One value a row; null for none.</param>
    /// <param name="output">May be <paramref name="sums"/>, unless <see cref="KeepsSums"/>.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Samples, rounded up to <see cref="Padding.Multiple"/>.</param>
    public abstract void Forward(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns);

    /// <summary>Turns the gradient of the loss by the outputs into that by the sums, in place.</summary>
    /// <param name="sums">As the forward pass left them; not read unless <see cref="KeepsSums"/>.</param>
    /// <param name="output">As the forward pass left it.</param>
    /// <param name="gradient">Of the same size.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Samples, rounded up to <see cref="Padding.Multiple"/>.</param>
    public abstract void Backward(Matrix sums, Matrix output, Matrix gradient, int firstRow, int rows, int columns);
}
