using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Layers;

/// <summary>What passes are made for.</summary>
/// <param name="Capacity">Samples of the largest batch.</param>
/// <param name="Training">In training mode, with buffers for gradients; otherwise in evaluation mode.</param>
/// <param name="Pool">Who does the work.</param>
internal sealed record PassSettings(int Capacity, bool Training, WorkerPool Pool);

/// <summary>What comes into a layer.</summary>
/// <param name="Values"><c>[values, samples]</c>.</param>
/// <param name="Rows">The same as <c>[samples, values]</c> where that is at hand.</param>
/// <param name="Gradient">Where the gradient by the values goes, <c>[values, samples]</c>; null if nobody needs it.</param>
internal sealed record PassInput(Matrix Values, Matrix? Rows, Matrix? Gradient);

/// <summary>Which batch is passed: all randomness within follows from it and the seed.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Batch">The batch in the epoch, from 0.</param>
internal readonly record struct BatchPlace(int Epoch, int Batch);

/// <summary>The buffers of one layer for passing batches through it. All matrices are <c>[values, samples]</c>. Nothing is allocated for a batch.</summary>
/// <remarks>
/// Columns of the padding hold what the layers make of a sample of zeros. In gradients they are zero: a pass finds them so and
/// leaves them so, and may therefore sum over them.
/// </remarks>
internal abstract class LayerPass
{
    /// <summary>The layer.</summary>
    public abstract NetworkLayer Layer { get; }

    /// <summary>What the activation was applied to; the same matrix as <see cref="Output"/> where nobody needs it.</summary>
    public virtual Matrix Sums => Output;

    /// <summary>Outputs, after the activation.</summary>
    public abstract Matrix Output { get; }

    /// <summary>
    /// The gradient of the loss by the outputs, to be written by whoever takes the outputs; the backward pass may change it. Null
    /// where nobody needs it: in a pass without training, and before the first layer with parameters.
    /// </summary>
    public abstract Matrix? Gradient { get; }

    /// <summary>The passes of this layer and of all inside, in the order of <see cref="NetworkLayer.All"/>.</summary>
    public virtual IEnumerable<LayerPass> All => [this];

    /// <summary>Works out the outputs of what is in the input.</summary>
    /// <param name="samples">Samples in it.</param>
    /// <param name="place">Which batch it is.</param>
    public abstract void Forward(int samples, BatchPlace place);

    /// <summary>Works out the gradients of the parameters and of the input from <see cref="Gradient"/>, after <see cref="Forward"/> with the same samples.</summary>
    /// <param name="samples">Samples in it.</param>
    /// <param name="gradientIsOfSums">The gradient is already that by the sums.</param>
    public abstract void Backward(int samples, bool gradientIsOfSums);
}
