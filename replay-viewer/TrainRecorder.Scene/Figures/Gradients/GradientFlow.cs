using TrainRecorder.Scene.Figures.Reading;

namespace TrainRecorder.Scene.Figures.Gradients;

/// <summary>How large the gradient of a layer's weights is, over the epochs.</summary>
/// <param name="Layer">The layer's place in the network.</param>
/// <param name="Epochs">The epochs looked at at which it was recorded.</param>
/// <param name="Means">As many: the mean of |gradient| over the finite values; NaN where none is finite.</param>
/// <param name="NotFinite">Values that are NaN or infinite, all epochs looked at together.</param>
/// <param name="Due">At how many epochs it is recorded.</param>
internal sealed record GradientFlow(int Layer, IReadOnlyList<int> Epochs, IReadOnlyList<double> Means, long NotFinite, int Due)
{
    /// <summary>Reads the gradients of every layer wanted at some epochs, evenly spread, one tensor at a time; empty if no layer has any.</summary>
    public static async Task<IReadOnlyList<GradientFlow>> ReadAsync(FigureSource source, int most, CancellationToken cancellationToken)
    {
        List<GradientFlow> flows = [];
        foreach (int layer in source.Layers)
        {
            string path = source.Network.Layers[layer].Name + ".weight_gradient";
            if (source.Recording.Schema.Find(path) is null)
                continue;
            List<int> epochs = [];
            List<double> means = [];
            long notFinite = 0;
            foreach (int epoch in source.DueEpochs(path, most))
            {
                if (await source.Recording.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false) is not { } gradient)
                    continue;
                (double mean, long faults) = MeanSize(gradient);
                epochs.Add(epoch);
                means.Add(mean);
                notFinite += faults;
            }
            if (epochs.Count > 0)
                flows.Add(new GradientFlow(layer, epochs, means, notFinite, source.DueEpochs(path, int.MaxValue).Count));
        }
        return flows;
    }

    private static (double Mean, long NotFinite) MeanSize(ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        long count = 0;
        foreach (float value in gradient)
        {
            if (!float.IsFinite(value))
                continue;
            sum += Math.Abs((double)value);
            count++;
        }
        return (count == 0 ? double.NaN : sum / count, gradient.Length - count);
    }
}
