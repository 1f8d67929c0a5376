using TrainRecorder.V1;

namespace TrainRecorder.Training.Layers;

/// <summary>A kind of layer. It stands in a folder of its own, and is listed in <see cref="LayerKinds"/>.</summary>
internal abstract class LayerKind
{
    /// <summary>Its field in the job.</summary>
    public abstract Layer.KindOneofCase Case { get; }

    /// <summary>As jobs name it.</summary>
    public string Name => Layer.Descriptor.FindFieldByNumber((int)Case).Name;

    /// <summary>Its outputs are weighted sums of what comes in: initial weights that do not fit make them grow or shrink from layer to layer.</summary>
    public virtual bool SumsInputs => false;

    /// <summary>What comes in are whole numbers that name something: as the first layer it takes the data as it is, not normalised.</summary>
    public virtual bool TakesIndices => false;

    /// <summary>Checks what a job says of a layer, makes its defaults explicit, and infers what comes out.</summary>
    /// <param name="layer">Of this kind.</param>
    /// <param name="input">The shape that comes in; null if it is not known: then fields are checked all the same.</param>
    /// <param name="scope">Where the layer stands, and where violations go.</param>
    /// <returns>Null after a violation, and without a known input.</returns>
    public abstract LayerPlan? Resolve(Layer layer, TensorShape? input, LayerScope scope);

    /// <summary>Makes and initialises a layer.</summary>
    /// <param name="plan">Of this kind.</param>
    /// <param name="initialisation">Random numbers for the initial values.</param>
    public abstract NetworkLayer Create(LayerPlan plan, Initialisation initialisation);
}
