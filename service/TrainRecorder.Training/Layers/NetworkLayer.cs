using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Layers;

/// <summary>A layer of a network: its tensors, and the passes over it.</summary>
/// <param name="plan">What it is.</param>
internal abstract class NetworkLayer(LayerPlan plan)
{
    /// <summary>What it is.</summary>
    public LayerPlan Plan { get; } = plan;

    /// <summary>Its name.</summary>
    public string Name => Plan.Name;

    /// <summary>The shape of what comes out for one sample.</summary>
    public TensorShape Output => Plan.Output;

    /// <summary>Values of one sample that come in.</summary>
    public int Inputs => (int)Plan.Input.Count;

    /// <summary>Values of one sample that come out.</summary>
    public int Values => (int)Plan.Output.Count;

    /// <summary>What is applied last; none is linear.</summary>
    public Activation Activation { get; } = ActivationKinds.Create(plan.Activation);

    /// <summary><c>weight</c>; null without.</summary>
    public Parameter? Weight { get; protected init; }

    /// <summary><c>bias</c>; null without.</summary>
    public Parameter? Bias { get; protected init; }

    /// <summary>What is trained, in the order in which it was initialised and is recorded.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. new[] { Weight, Bias }.OfType<Parameter>()];

    /// <summary>What training changes too, though no gradient does: running statistics.</summary>
    public virtual IReadOnlyList<Tensor> Buffers => [];

    /// <summary>This layer and all inside, in the order in which they are recorded.</summary>
    public virtual IEnumerable<NetworkLayer> All => [this];

    /// <summary>Checks that a first layer can take the data.</summary>
    /// <exception cref="DataException">It cannot; what and where is said.</exception>
    public virtual void CheckData(SampleSet set)
    {
    }

    /// <summary>Makes the buffers for passing batches through the layer.</summary>
    /// <param name="settings">Size and purpose.</param>
    /// <param name="input">What comes in.</param>
    public abstract LayerPass CreatePass(PassSettings settings, PassInput input);
}
