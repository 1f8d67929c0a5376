using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Tests.Recordings;

/// <summary>A recording of [3, 4, 5, 3] whose every value follows from a formula, so that what is made of it can be worked out by hand.</summary>
public sealed class KnownRecording : IDisposable
{
    public const int ProbeSamples = 6;

    private static readonly int[] s_units = [3, 4, 5, 3];
    private static readonly string[] s_names = ["input", "hidden1", "hidden2", "output"];
    private static readonly string[] s_activations = ["", "tanh", "relu", "softmax"];

    private readonly string _folder = Directory.CreateTempSubdirectory("trainrecorder-known-").FullName;

    private KnownRecording() => Path = System.IO.Path.Combine(_folder, "live");

    /// <summary>The live folder.</summary>
    public string Path { get; }

    /// <summary>Writes one.</summary>
    /// <param name="epochs">Epochs 0 to this.</param>
    /// <param name="gradients">With gradients.</param>
    /// <param name="change">Changes the manifest before.</param>
    /// <param name="findings">The findings of an epoch.</param>
    public static async Task<KnownRecording> WriteAsync(int epochs, bool gradients = false, Action<Manifest>? change = null, Func<int, string?>? findings = null)
    {
        KnownRecording recording = new();
        Manifest manifest = MakeManifest(epochs, gradients);
        change?.Invoke(manifest);
        await using RecordingWriter writer = RecordingWriter.Create(recording.Path, manifest);
        for (int epoch = 0; epoch <= epochs; epoch++)
        {
            EpochRow row = writer.Rent(TestContext.Current.CancellationToken);
            row.Epoch = epoch;
            row.Step = 10L * epoch;
            row.Findings = findings?.Invoke(epoch);
            foreach (RecordingColumn column in writer.Schema.Columns.Where(column => column.Index > 2))
                Fill(row, column, epoch);
            writer.Write(row);
        }
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        return recording;
    }

    public Task<RecordingReader> OpenAsync() => RecordingReader.OpenAsync(Path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Any value of a column: spread over [-1, 1], growing with the epochs.</summary>
    public static float Value(string path, int epoch, int index)
    {
        uint hash = 2166136261;
        foreach (char character in path)
            hash = (hash ^ character) * 16777619;
        hash = (hash ^ (uint)index) * 16777619;
        hash ^= hash >> 13;
        hash *= 0x5bd1e995;
        hash ^= hash >> 15;
        return (float)(hash / (double)uint.MaxValue * 2 - 1) * (1 - 0.9f / (1 + 0.2f * epoch));
    }

    public static float Saturation(string layer, int epoch, int unit) => Math.Abs(Value(layer + ".saturation", epoch, unit));

    /// <summary>The target of a probe sample.</summary>
    public static int Target(int sample) => sample % 3;

    /// <summary>A statistic of a layer: those of the spectrum at every tenth epoch, dead units of relu layers only.</summary>
    public static double Statistic(string layer, string name, int epoch) => name switch
    {
        "effective_rank" or "effective_dimension" when epoch % 10 != 0 => double.NaN,
        "effective_rank" => 2 + epoch * 0.01,
        "effective_dimension" => 0.5,
        "dead_count" => layer == "hidden2" ? Math.Min(epoch / 4, 5) : double.NaN,
        "dormant_count" => epoch / 5 % 3,
        "weight_update_ratio" or "bias_update_ratio" => epoch == 0 ? double.NaN : 1e-3 * (1 + epoch % 7) / (name[0] == 'b' ? 3 : 1),
        "activation_p2" => -0.9,
        "activation_p25" => -0.4,
        "activation_p50" => 0.01 * (epoch % 5),
        "activation_p75" => 0.4,
        "activation_p98" => 0.9 + 0.001 * epoch,
        _ => 0.1 + 0.001 * epoch,
    };

    public static double Scalar(string path, int epoch) => path switch
    {
        "train.loss" => 2.3 / (1 + epoch),
        "validation.loss" => 2.4 / (1 + Math.Min(epoch, 12)) + 0.01 * Math.Max(0, epoch - 12),
        "train.accuracy" => 1 - 0.9 / (1 + epoch),
        "validation.accuracy" => 0.95 - 0.8 / (1 + epoch),
        "train.gradient_norm" => 1.0 / (1 + epoch),
        _ => 0.001,
    };

    private static Manifest MakeManifest(int epochs, bool gradients)
    {
        LayerRecord[] layers =
        [
            .. s_units.Select((units, index) => new LayerRecord(
                new LayerInfo
                {
                    Name = s_names[index],
                    Kind = index == 0 ? "input" : "dense",
                    Activation = s_activations[index],
                    Title = index == 0 ? "Input Layer" : index == s_units.Length - 1 ? "Output Layer" : $"Hidden Layer {index}",
                    Shape = { units },
                },
                index == 0 ? null : [units, s_units[index - 1]],
                index == 0 ? null : [units],
                units,
                s_activations[index] is "tanh" or "relu")),
        ];
        Manifest manifest = new()
        {
            FormatVersion = 1,
            Run = "runs/known",
            Software = "tests",
            Job = new Job { Name = "known", Training = new V1.Training { Epochs = epochs } },
            Data = new DataSummary { Task = "classification", InputShape = { 3 }, Classes = { "cat", "dog", "bird" } },
            Layers = { layers.Select(layer => layer.Layer) },
        };
        manifest.Columns.Add(StandardColumns.For(layers, ["accuracy"], ProbeSamples, gradients, validation:
        [
            new ColumnInfo { Path = "validation.macro_accuracy", Type = "double", Schedule = "every" },
            new ColumnInfo { Path = "validation.confusion", Type = "list<int64>", Shape = { 3, 3 }, Axes = { "target", "prediction" }, Schedule = "every" },
        ]));
        return manifest;
    }

    private static void Fill(EpochRow row, RecordingColumn column, int epoch)
    {
        string[] parts = column.Path.Split('.');
        if (column.Info.Schedule == "never" || (column.Info.Schedule == "first" && epoch > 0) || column.Info.Type == "string")
            return;
        switch (parts)
        {
            case ["probe", "sample"] or ["validation", "confusion"]:
                row.Integers(column).Clear();
                break;
            case ["probe", "target"]:
                for (int sample = 0; sample < column.Length; sample++)
                    row.Floats(column)[sample] = Target(sample);
                break;
            case ["train" or "validation", _]:
                row.Set(column, Scalar(column.Path, epoch));
                break;
            case [string layer, "summary"]:
                Span<double> statistics = row.Doubles(column);
                for (int index = 0; index < statistics.Length; index++)
                    statistics[index] = Statistic(layer, column.Info.Labels[index], epoch);
                break;
            default:
                Span<float> values = row.Floats(column);
                for (int index = 0; index < values.Length; index++)
                    values[index] = parts[1] is "saturation" or "saturated_fraction" ? Saturation(parts[0], epoch, index) : Value(column.Path, epoch, index);
                break;
        }
    }
}
