using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>The values of a layer at the epochs shown, each <c>[frames, width]</c>; what was not recorded is NaN, and a buffer without a value is null.</summary>
/// <param name="layer">The layer.</param>
/// <param name="totalEdges">Weights from the layer before; 0 if there are none.</param>
/// <param name="frames">Epochs shown.</param>
internal sealed class LayerFrames(LayerShape layer, int totalEdges, int frames)
{
    /// <summary>Weights from the layer before.</summary>
    public int TotalEdges => totalEdges;

    /// <summary>The places of the weights that are kept, increasing; null if all are.</summary>
    public int[]? Kept { get; private set; }

    /// <summary>Weights kept.</summary>
    public int Edges => Kept?.Length ?? totalEdges;

    /// <summary>Weights, <c>[frames, Edges]</c>.</summary>
    public float[]? Weight { get; private set; }

    /// <summary>How many weights are not finite, <c>[frames, 1]</c>; null if all are at every epoch.</summary>
    public float[]? NotFinite { get; private set; }

    /// <summary>Saturation, <c>[frames, units]</c>.</summary>
    public float[]? Saturation { get; private set; }

    /// <summary>Mean activation, <c>[frames, units]</c>.</summary>
    public float[]? Activation { get; private set; }

    /// <summary>Biases, <c>[frames, units]</c>.</summary>
    public float[]? Bias { get; private set; }

    /// <summary>Dead units, <c>[frames, 1]</c>.</summary>
    public float[]? Dead { get; private set; }

    /// <summary>Says which weights are kept.</summary>
    public void Keep(int[] places) => Kept = places;

    /// <summary>Takes the values of an epoch.</summary>
    public void Take(int frame, LayerFrame values)
    {
        Saturation = Put(Saturation, frame, values.Saturation, layer.Units);
        Activation = Put(Activation, frame, values.MeanActivation, layer.Units);
        Bias = Put(Bias, frame, values.Bias, layer.Units);
        Dead = Put(Dead, frame, values.DeadUnits is { } dead ? [dead] : null, 1);
        if (values.Weight is { } weight && totalEdges > 0)
            TakeWeights(frame, weight);
    }

    private void TakeWeights(int frame, float[] weight)
    {
        Weight = Put(Weight, frame, Kept is null ? weight : Array.ConvertAll(Kept, place => weight[place]), Edges);
        int notFinite = weight.Count(value => !float.IsFinite(value));
        if (notFinite > 0)
            NotFinite = Put(NotFinite ?? new float[frames], frame, [notFinite], 1);
    }

    private float[]? Put(float[]? buffer, int frame, float[]? values, int width)
    {
        if (values is null)
            return buffer;
        if (buffer is null)
        {
            buffer = new float[frames * width];
            Array.Fill(buffer, float.NaN);
        }
        values.AsSpan(0, width).CopyTo(buffer.AsSpan(frame * width));
        return buffer;
    }
}
