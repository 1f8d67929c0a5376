using TrainRecorder.Recording;
using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>The columns of a run in the schema of its recording.</summary>
internal sealed class RunColumns
{
    /// <param name="schema">Of the recording.</param>
    /// <param name="score">The task's score.</param>
    /// <param name="layers">Of the network.</param>
    public RunColumns(RecordingSchema schema, string score, IReadOnlyList<NetworkLayer> layers)
    {
        Schema = schema;
        TrainingLoss = schema["train.loss"];
        TrainingScore = schema[$"train.{score}"];
        LearningRate = schema["train.learning_rate"];
        GradientNorm = schema["train.gradient_norm"];
        ValidationLoss = schema["validation.loss"];
        ValidationScore = schema[$"validation.{score}"];
        ProbeSample = schema["probe.sample"];
        ProbeTarget = schema["probe.target"];
        InputActivation = schema["input.activation"];
        Layers = [.. layers.Select(layer => new LayerColumns(schema, layer))];
    }

    public RecordingSchema Schema { get; }

    public RecordingColumn TrainingLoss { get; }

    public RecordingColumn TrainingScore { get; }

    public RecordingColumn LearningRate { get; }

    public RecordingColumn GradientNorm { get; }

    public RecordingColumn ValidationLoss { get; }

    public RecordingColumn ValidationScore { get; }

    public RecordingColumn ProbeSample { get; }

    public RecordingColumn ProbeTarget { get; }

    public RecordingColumn InputActivation { get; }

    /// <summary>Those of each layer after the input.</summary>
    public IReadOnlyList<LayerColumns> Layers { get; }
}

/// <summary>The columns of one layer.</summary>
internal sealed class LayerColumns(RecordingSchema schema, NetworkLayer layer)
{
    /// <summary>The weights; null without.</summary>
    public RecordingColumn? Weight { get; } = layer.Weight is { } weight ? schema[weight.Path] : null;

    /// <summary>The biases; null without.</summary>
    public RecordingColumn? Bias { get; } = layer.Bias is { } bias ? schema[bias.Path] : null;

    public RecordingColumn Activation { get; } = schema[$"{layer.Name}.activation"];

    public RecordingColumn Saturation { get; } = schema[$"{layer.Name}.saturation"];

    public RecordingColumn SaturatedFraction { get; } = schema[$"{layer.Name}.saturated_fraction"];

    public RecordingColumn MeanActivation { get; } = schema[$"{layer.Name}.mean_activation"];

    public RecordingColumn ZeroFraction { get; } = schema[$"{layer.Name}.zero_fraction"];

    public RecordingColumn Summary { get; } = schema[$"{layer.Name}.summary"];
}
