using TrainRecorder.Recording;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;

namespace TrainRecorder.Training.Observation;

/// <summary>The columns of a run in the schema of its recording; null where the job leaves one out.</summary>
internal sealed class RunColumns
{
    private readonly List<int> _spareLengths = [];

    /// <param name="schema">Of the recording.</param>
    /// <param name="score">The task's score.</param>
    /// <param name="network">The network.</param>
    /// <param name="probeSamples">Samples of the probe.</param>
    /// <param name="gradients">Gradients are recorded or watched.</param>
    public RunColumns(RecordingSchema schema, string score, FeedForwardNetwork network, int probeSamples, bool gradients)
    {
        Schema = schema;
        TrainingLoss = schema["train.loss"];
        TrainingScore = schema[$"train.{score}"];
        LearningRate = schema["train.learning_rate"];
        GradientNorm = schema["train.gradient_norm"];
        BestEpoch = schema.Find("train.best_epoch");
        ValidationLoss = schema["validation.loss"];
        ValidationScore = schema[$"validation.{score}"];
        ProbeSample = schema["probe.sample"];
        ProbeTarget = schema["probe.target"];
        InputActivation = schema.Find("input.activation");
        Tensors = [.. network.Tensors.Select(tensor => Place(tensor.Path, Length(tensor)))];
        Gradients = gradients ? [.. network.Parameters.Select(parameter => Place($"{parameter.Path}_gradient", Length(parameter)))] : [];
        Layers = [.. network.Layers.Select(layer => new LayerColumns(schema, layer, Place($"{layer.Name}.activation", probeSamples * layer.Values)))];

        static int Length(Tensor tensor) => tensor.Value.Rows * tensor.Value.Columns;

        TensorPlace Place(string path, int length)
        {
            var column = schema.Find(path);
            if (column is null) _spareLengths.Add(length);
            return new TensorPlace(column, length, _spareLengths.Count - 1);
        }
    }

    public RecordingSchema Schema { get; }

    /// <summary>Lengths of the buffers that stand in for columns that are left out.</summary>
    public IReadOnlyList<int> SpareLengths => _spareLengths;

    public RecordingColumn TrainingLoss { get; }

    public RecordingColumn TrainingScore { get; }

    public RecordingColumn LearningRate { get; }

    public RecordingColumn GradientNorm { get; }

    /// <summary>Null without early stopping.</summary>
    public RecordingColumn? BestEpoch { get; }

    public RecordingColumn ValidationLoss { get; }

    public RecordingColumn ValidationScore { get; }

    public RecordingColumn ProbeSample { get; }

    public RecordingColumn ProbeTarget { get; }

    public RecordingColumn? InputActivation { get; }

    /// <summary>Of each of the network's tensors its values.</summary>
    public IReadOnlyList<TensorPlace> Tensors { get; }

    /// <summary>Of each of the network's parameters its gradient; empty if gradients are neither recorded nor watched.</summary>
    public IReadOnlyList<TensorPlace> Gradients { get; }

    /// <summary>Those of each layer after the input.</summary>
    public IReadOnlyList<LayerColumns> Layers { get; }
}

/// <summary>The columns of one layer, but for its tensors.</summary>
internal sealed class LayerColumns(RecordingSchema schema, NetworkLayer layer, TensorPlace activation)
{
    public TensorPlace Activation { get; } = activation;

    public RecordingColumn? Saturation { get; } = schema.Find($"{layer.Name}.saturation");

    public RecordingColumn? SaturatedFraction { get; } = schema.Find($"{layer.Name}.saturated_fraction");

    public RecordingColumn? MeanActivation { get; } = schema.Find($"{layer.Name}.mean_activation");

    public RecordingColumn? ZeroFraction { get; } = schema.Find($"{layer.Name}.zero_fraction");

    public RecordingColumn? Summary { get; } = schema.Find($"{layer.Name}.summary");
}
