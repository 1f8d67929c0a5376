using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>The parts of a run in words.</summary>
internal static class RunText
{
    private const string Collection = "runs/";

    /// <summary>The ID of <c>runs/ID</c>.</summary>
    public static string Id(string run) => run.StartsWith(Collection, StringComparison.Ordinal) ? run[Collection.Length..] : run;

    /// <summary><c>queued</c>, <c>running</c> …</summary>
    public static string State(RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>The run will change no more.</summary>
    public static bool IsTerminal(RunState state) => state is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

    /// <summary><c>12/60</c>; <c>-/60</c> before epoch 0.</summary>
    public static string Epochs(Progress? progress) => progress is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(progress.HasEpoch ? progress.Epoch.ToString(CultureInfo.InvariantCulture) : "-")}/{progress.Epochs}");

    /// <summary>Size of what was submitted.</summary>
    public static string Estimate(RunEstimate estimate) =>
        $"{Quantities.Count(estimate.Parameters)} parameters, a recording of at most {Quantities.Bytes(estimate.RecordingBytes)}";

    /// <summary>The layers in short: <c>conv2d 16, max_pool, flatten, dense 10</c>.</summary>
    public static string Layers(Network network) => string.Join(", ", network.Layers.Select(layer => layer.KindCase switch
    {
        Layer.KindOneofCase.Dense => string.Create(CultureInfo.InvariantCulture, $"dense {layer.Dense.Units}"),
        Layer.KindOneofCase.Conv1D => string.Create(CultureInfo.InvariantCulture, $"conv1d {layer.Conv1D.Channels}"),
        Layer.KindOneofCase.Conv2D => string.Create(CultureInfo.InvariantCulture, $"conv2d {layer.Conv2D.Channels}"),
        Layer.KindOneofCase.Embedding => string.Create(CultureInfo.InvariantCulture, $"embedding {layer.Embedding.Dimensions}"),
        var kind => Layer.Descriptor.FindFieldByNumber((int)kind)?.Name ?? "",
    }));
}
