using TrainRecorder.Recording;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Tests.Samples;

/// <summary>Writes a synthetic run as a recording.</summary>
internal static class SyntheticRecording
{
    private const int ProbeSamples = 4;

    /// <summary>Writes a live folder.</summary>
    /// <param name="change">Changes the manifest before it is written.</param>
    /// <param name="epochs">The epochs written; null for all. What is there already stays.</param>
    public static async Task<string[]> WriteLiveAsync(SyntheticRun run, string folder, Action<Manifest>? change = null, EpochRange? epochs = null)
    {
        Manifest manifest = Manifest(run);
        change?.Invoke(manifest);
        List<string> segments = [];
        WriterOptions options = new()
        {
            // However long it takes, what is written together is one segment.
            SegmentAge = TimeSpan.FromHours(1),
            SegmentClosed = (segment, _, _) =>
            {
                segments.Add(Path.Combine(folder, segment.File));
                return ValueTask.CompletedTask;
            },
        };
        await using RecordingWriter writer = RecordingWriter.Create(folder, manifest, options);
        foreach (int epoch in run.History.Epochs.Where(epoch => epochs is not { } range || (epoch >= range.First && epoch <= range.Last)))
        {
            EpochRow row = writer.Rent();
            Fill(row, writer.Schema, run, epoch);
            writer.Write(row);
        }
        await writer.CompleteAsync();
        return [.. segments];
    }

    /// <summary>Writes a sealed file, by way of a live folder beside it.</summary>
    public static async Task WriteSealedAsync(SyntheticRun run, string file)
    {
        string folder = file + ".live";
        await Sealer.SealAsync(await WriteLiveAsync(run, folder), file);
        Directory.Delete(folder, recursive: true);
    }

    public static Manifest Manifest(SyntheticRun run)
    {
        LayerRecord[] layers = [.. run.Network.Layers.Select((layer, index) => Layer(run.Network, index))];
        DataSummary data = new() { Task = "classification", TrainingSamples = 1438, ValidationSamples = 359 };
        LayerShape input = run.Network.Layers[0], output = run.Network.Layers[^1];
        data.InputShape.Add(input.Image is { } image ? [image.Channels, image.Height, image.Width] : [input.Units]);
        data.Features.Add(input.UnitNames);
        data.Classes.Add(output.UnitNames);
        Manifest manifest = new()
        {
            FormatVersion = 1,
            Run = "runs/synthetic",
            Software = "tests",
            Job = new Job { Name = run.History.Name },
            Data = data,
            Layers = { layers.Select(layer => layer.Layer) },
        };
        manifest.Columns.Add(StandardColumns.For(layers, [run.History.Score], ProbeSamples));
        return manifest;
    }

    private static LayerRecord Layer(NetworkShape network, int index)
    {
        LayerShape layer = network.Layers[index];
        LayerInfo info = new()
        {
            Name = layer.Name,
            Kind = layer.Kind,
            Activation = layer.Activation,
            Title = layer.Title,
            Shape = { layer is { Kind: not "input", Image: { } image } ? [image.Channels, image.Height, image.Width] : [layer.Units] },
            Inputs = { layer.Inputs.Select(input => network.Layers[input].Name) },
        };
        int statistics = layer is { Kind: not "input", Image: { } channels } ? channels.Channels : layer.Units;
        return index == 0
            ? new LayerRecord(info, null, null, layer.Units, Saturation: false)
            : layer.WeightShape.Count > 0
                ? new LayerRecord(info, layer.WeightShape, [layer.WeightShape[0]], statistics, layer.HasSaturation)
                : new LayerRecord(info, null, null, statistics, layer.HasSaturation);
    }

    private static void Fill(EpochRow row, RecordingSchema schema, SyntheticRun run, int epoch)
    {
        int index = epoch - run.History.Epochs[0];
        FrameData frame = run.Frame(epoch);
        row.Epoch = epoch;
        row.Step = epoch * 45L;
        row.ElapsedSeconds = epoch * 0.1;
        row.Set(schema["train.loss"], run.History.TrainLoss.Values[index]);
        row.Set(schema["validation.loss"], run.History.ValidationLoss.Values[index]);
        row.Set(schema["train." + run.History.Score], run.History.TrainScore.Values[index]);
        row.Set(schema["validation." + run.History.Score], run.History.ValidationScore.Values[index]);
        for (int layer = 0; layer < frame.Layers.Count; layer++)
            Fill(row, schema, run.Network.Layers[layer].Name, frame.Layers[layer], isInput: layer == 0, isFirst: index == 0);
    }

    private static void Fill(EpochRow row, RecordingSchema schema, string name, LayerFrame frame, bool isInput, bool isFirst)
    {
        if (isInput)
        {
            Span<float> samples = isFirst ? row.Floats(schema[name + ".activation"]) : [];
            for (int place = 0; place < samples.Length; place++)
                samples[place] = frame.MeanActivation![place % frame.MeanActivation.Length];
            return;
        }
        if (frame.Weight is { } weight && schema[name + ".weight"].Info.Schedule != "never")
            weight.CopyTo(row.Floats(schema[name + ".weight"]));
        int units = schema[name + ".mean_activation"].Length;
        if (schema.Find(name + ".bias") is { } biasColumn)
        {
            Span<float> biases = row.Floats(biasColumn);
            for (int unit = 0; unit < biases.Length; unit++)
                biases[unit] = frame.Bias is { } bias ? bias[unit] : SyntheticPages.Bias(unit, row.Epoch);
        }
        Span<float> activations = row.Floats(schema[name + ".activation"]);
        for (int place = 0; place < activations.Length; place++)
            activations[place] = frame.Activation is { } map ? map[place % map.Length] : SyntheticPages.Activation(place / units, place % units);
        if (frame.Saturation is { } saturation && schema[name + ".saturation"].Info.Schedule != "never")
            saturation.CopyTo(row.Floats(schema[name + ".saturation"]));
        row.Floats(schema[name + ".mean_activation"]).Fill(0.5f);
        frame.MeanActivation?.CopyTo(row.Floats(schema[name + ".mean_activation"]));
        RecordingColumn summary = schema[name + ".summary"];
        Span<double> statistics = row.Doubles(summary);
        statistics.Fill(double.NaN);
        if (frame.DeadUnits is { } dead)
            statistics[summary.Info.Labels.IndexOf("dead_count")] = dead;
    }
}
