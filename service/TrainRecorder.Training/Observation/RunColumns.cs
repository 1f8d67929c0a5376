using TrainRecorder.Recording;
using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>The columns of a run in the schema of its recording; null where the job leaves one out.</summary>
internal sealed class RunColumns
{
    private readonly List<int> _spareLengths = [];

    /// <param name="schema">Of the recording.</param>
    /// <param name="score">The task's score.</param>
    /// <param name="layers">Of the network.</param>
    /// <param name="probeSamples">Samples of the probe.</param>
    /// <param name="gradients">Gradients are recorded or watched.</param>
    public RunColumns(RecordingSchema schema, string score, IReadOnlyList<NetworkLayer> layers, int probeSamples, bool gradients)
    {
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
        Layers = [.. layers.Select(layer => new LayerColumns(schema, layer, probeSamples, gradients, Place))];

        TensorPlace Place(string path, int length)
        {
            var column = schema.Find(path);
            if (column is null) _spareLengths.Add(length);
            return new TensorPlace(column, length, _spareLengths.Count - 1);
        }
    }

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

    /// <summary>Those of each layer after the input.</summary>
    public IReadOnlyList<LayerColumns> Layers { get; }
}

/// <summary>The columns of one layer.</summary>
internal sealed class LayerColumns(RecordingSchema schema, NetworkLayer layer, int probeSamples, bool gradients, Func<string, int, TensorPlace> place)
{
    /// <summary>The values of each parameter, in the layer's order.</summary>
    public IReadOnlyList<TensorPlace> Parameters { get; } = [.. layer.Parameters.Select(parameter => place(parameter.Path, parameter.Value.Rows * parameter.Value.Columns))];

    /// <summary>The gradient of each parameter; empty if gradients are neither recorded nor watched.</summary>
    public IReadOnlyList<TensorPlace> Gradients { get; } =
        gradients ? [.. layer.Parameters.Select(parameter => place($"{parameter.Path}_gradient", parameter.Value.Rows * parameter.Value.Columns))] : [];

    public TensorPlace Activation { get; } = place($"{layer.Name}.activation", probeSamples * layer.Units);

    public RecordingColumn? Saturation { get; } = schema.Find($"{layer.Name}.saturation");

    public RecordingColumn? SaturatedFraction { get; } = schema.Find($"{layer.Name}.saturated_fraction");

    public RecordingColumn? MeanActivation { get; } = schema.Find($"{layer.Name}.mean_activation");

    public RecordingColumn? ZeroFraction { get; } = schema.Find($"{layer.Name}.zero_fraction");

    public RecordingColumn? Summary { get; } = schema.Find($"{layer.Name}.summary");
}
