using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Tables.Weights;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples;

/// <summary>Puts given values in the place of a network's random ones.</summary>
internal static class InitialWeights
{
    /// <summary>Sets every tensor of the network, if the job gives their values.</summary>
    /// <exception cref="DataException">The file is not the dataset, or not what was inspected.</exception>
    public static void Apply(Job job, DatasetFiles files, FeedForwardNetwork network)
    {
        if (job.Network.InitialWeights.Length == 0) return;
        var arrays = WeightsFile.Load(files.Get(job.Network.InitialWeights).Path);
        foreach (var tensor in network.Tensors)
        {
            var value = tensor.Value;
            if (!arrays.TryGetValue(tensor.Path, out var array) || !array.Shape.SequenceEqual(tensor.Shape))
                throw new DataException($"network.initial_weights: Array {tensor.Path} is missing or has another shape.");
            for (var i = 0; i < value.Rows; i++) array.Values.AsSpan(i * value.Columns, value.Columns).CopyTo(value.Row(i));
        }
    }
}
