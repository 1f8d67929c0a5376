using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Writes segments as a worker does.</summary>
internal static class Segments
{
    private static readonly Manifest s_manifest = Describe();

    public static async Task<Segment> WriteAsync(string folder, int attempt, int first, int last)
    {
        Segment? written = null;
        var options = new WriterOptions
        {
            Attempt = attempt,
            SegmentAge = TimeSpan.FromHours(1),
            SegmentClosed = (segment, _, _) =>
            {
                written = segment;
                return ValueTask.CompletedTask;
            },
        };
        await using var writer = RecordingWriter.Create(folder, s_manifest, options);
        for (var epoch = first; epoch <= last; epoch++)
        {
            var row = writer.Rent();
            row.Epoch = epoch;
            row.Step = epoch * 10L;
            row.Set(writer.Schema["train.loss"], 1.0 / (epoch + 1));
            row.Floats(writer.Schema["output.weight"]).Fill(epoch);
            writer.Write(row);
        }

        await writer.CompleteAsync().Soon();
        return written!;
    }

    private static Manifest Describe()
    {
        LayerRecord[] layers =
        [
            new(new LayerInfo { Name = "input", Kind = "input", Shape = { 2 } }, null, null, 2, Saturation: false),
            new(new LayerInfo { Name = "output", Kind = "dense", Shape = { 2 }, Activation = "softmax" }, [2, 2], [2], 2, Saturation: false),
        ];
        return new Manifest
        {
            FormatVersion = 1,
            Run = "runs/sample",
            Software = "tests",
            Layers = { layers.Select(layer => layer.Layer) },
            Columns = { StandardColumns.For(layers, ["accuracy"], probeSamples: 2) },
        };
    }
}
