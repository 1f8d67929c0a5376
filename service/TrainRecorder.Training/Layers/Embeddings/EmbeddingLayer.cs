using System.Globalization;
using TrainRecorder.Training.Initializers;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Layers.Embeddings;

/// <summary>The rows of W that whole numbers name, W of shape <c>[vocabulary, dimensions]</c>.</summary>
internal sealed class EmbeddingLayer : NetworkLayer
{
    /// <summary>Faults that a message names.</summary>
    private const int MostFaults = 20;

    /// <summary>Makes a layer, by default with PyTorch's initial values for <c>nn.Embedding</c>: standard normal.</summary>
    public EmbeddingLayer(LayerPlan plan, RandomStream random)
        : base(plan)
    {
        Weight = new Parameter($"{Name}.weight", plan.Weight!);
        InitializerKinds.Fill(Weight, plan.Layer.Embedding.WeightInitializer, new NormalInitializer(0, 1), random);
    }

    /// <summary>Rows of W.</summary>
    public int Vocabulary => Weight!.Value.Rows;

    /// <summary>Numbers in a row of W.</summary>
    public int Dimensions => Weight!.Value.Columns;

    /// <inheritdoc/>
    public override void CheckData(SampleSet set)
    {
        var faults = new List<string>();
        for (var i = 0; i < set.Count && faults.Count < MostFaults; i++)
        {
            for (var j = 0; j < set.Features && faults.Count < MostFaults; j++)
            {
                var value = set.Inputs[(i * set.Features) + j];
                if (value >= 0 && value < Vocabulary && value == MathF.Floor(value)) continue;
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"row {set.Rows[i]}, feature {j}: {value}"));
            }
        }
        if (faults.Count == 0) return;
        throw new DataException(
            $"Layer '{Name}' (embedding) takes whole numbers from 0 to {Vocabulary - 1}; rows and features counted from 0, these are others: {string.Join("; ", faults)}.");
    }

    /// <inheritdoc/>
    public override LayerPass CreatePass(PassSettings settings, PassInput input) => new EmbeddingPass(this, settings, input);
}
