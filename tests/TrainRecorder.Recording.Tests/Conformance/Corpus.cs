using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Every feature of the format, alone and together. <c>TrainRecorder.Recording.Tests Corpus FOLDER</c> writes the files, each with its expected content beside it.</summary>
internal static class Corpus
{
    public static IReadOnlyList<CorpusCase> Cases { get; } =
    [
        new("empty", SampleRecording.Small(), 0),
        new("one_epoch", SampleRecording.Small(), 1),
        new("several_segments", SampleRecording.Small(), 25) { SegmentBytes = 4000 },
        new("row_group_per_epoch", new SampleRecording(600, 900, 3), 4),
        new("many_tiny_epochs", new SampleRecording(1, 1), 3000),
        new("many_packed_row_groups", new SampleRecording(64, 32, 10), 300),
        new("thousands_of_units", new SampleRecording(3000, 7, 2500), 3),
        new("every_column_null", Without(SampleRecording.Small(), (_, _) => false), 3),
        new("sparse_schedules", With(SampleRecording.Small(), new RecordingOptions { Schedule = new Schedule { Every = 5, DenseUntil = 3 } }), 22),
        new("included_columns", With(SampleRecording.Small(), new RecordingOptions { Include = { "*.weight", "output.*" } }), 5),
        new("rounded_mantissas", With(SampleRecording.Small(), new RecordingOptions { KeepMantissaBits = 7 }), 5),
        new("gradients", Layers(gradients: true), 5),
        new("rounded_sparse_gradients", With(Layers(gradients: true), Rounded("*_gradient", 4)), 9),
        new("excluded_columns", With(Layers(gradients: true), new RecordingOptions { Exclude = { "*.activation", "conv.*" } }), 4),
        new("nulls_here_and_there", Without(Layers(gradients: true), (column, epoch) => IsDue(column, epoch) && (column.Path.Length + epoch) % 3 != 0), 12),
        new("not_finite", new SampleRecording(3, 40, 2), 6),
        new("layers_of_images", Layers(gradients: false), 5),
        new("layers_of_sequences", Sequence(), 5),
        new("unicode", Named(SampleRecording.Small()), 5),
        new("harmless_extension", Extended(SampleRecording.Small()), 2),
        new("validation_scores", Validated(), 6) { SegmentBytes = 4000 },
        new("later_epochs", From(SampleRecording.Small(), 5), 8) { FirstEpoch = 5 },
        new("several_row_groups", SampleRecording.Small(), 5) { Groups = [2, 2, 1] },
        new("row_groups_of_one_row", Layers(gradients: true), 4) { Groups = [1, 1, 1, 1] },
        new("manifest_32_lists_deep", SampleRecording.Small(), 3) { Groups = [3], Forge = file => ManifestFaults.Nest(file, '[', ']', 32) },
        new("manifest_32_objects_deep", SampleRecording.Small(), 3) { Groups = [3], Forge = file => ManifestFaults.Nest(file, '{', '}', 32) },
        new("manifest_names_in_other_case", Extended(SampleRecording.Small()), 3) { Groups = [3], Forge = NameInOtherCase },
        new("keys_of_others", SampleRecording.Small(), 3) { Groups = [3], Forge = file => file.AddKey("somebody.else", [0xFF, 0]) },
        new("all_together", Extended(Named(With(Layers(gradients: true), Everything()))), 40) { SegmentBytes = 20_000 },
        .. CorpusPairs.Of(Layers),
    ];

    public static string File(string folder, CorpusCase entry) => Path.Combine(folder, $"{entry.Name}.parquet");

    /// <summary>Writes a file and its expected content.</summary>
    public static async Task WriteAsync(string folder, CorpusCase entry)
    {
        string path = File(folder, entry);
        if (entry.Epochs == 0)
        {
            RecordingSchema schema = RecordingSchema.FromManifest(entry.Sample.Manifest);
            using ParquetFileWriter writer = new(schema, ManifestJson.Format(entry.Sample.Manifest), LocalFileSystem.Instance.Create(path));
            writer.Finish();
        }
        else if (entry.Groups is { } groups)
        {
            byte[] file = PackedFile.Of(entry.Sample, entry.FirstEpoch, groups);
            await System.IO.File.WriteAllBytesAsync(path, entry.Forge is { } forge ? ForgedFile.Of(file, forge) : file);
        }
        else
        {
            string live = Path.Combine(folder, $"{entry.Name}.live");
            await entry.Sample.WriteAsync(live, entry.FirstEpoch, entry.FirstEpoch + entry.Epochs - 1, new WriterOptions { SegmentBytes = entry.SegmentBytes });
            await Sealer.RecoverAsync(live, path).Soon();
            Directory.Delete(live, recursive: true);
        }

        await System.IO.File.WriteAllTextAsync(Path.ChangeExtension(path, ".json"), RecordingContent.Expected(entry).ToJson());
    }

    public static SampleRecording Without(SampleRecording sample, Func<ColumnInfo, int, bool> isRecorded) => new(sample.Manifest) { IsRecorded = isRecorded };

    public static SampleRecording With(SampleRecording sample, RecordingOptions options)
    {
        Manifest manifest = sample.Manifest.Clone();
        manifest.Columns.Clear();
        manifest.Columns.Add(RecordingPolicy.Apply(options, sample.Manifest.Columns));
        return Without(new SampleRecording(manifest), IsDue);
    }

    public static bool IsDue(ColumnInfo column, int epoch) => RecordingSchedule.TryParse(column.Schedule)!.Value.IsDue(epoch, 0, int.MaxValue);

    public static SampleRecording Named(SampleRecording sample)
    {
        Manifest manifest = sample.Manifest.Clone();
        manifest.Job = new Job { Name = "Ziffern – 数字 🖉" };
        manifest.Data = new DataSummary { Classes = { "übel", "naïve", "\"quoted\"", "ligne\nbrisée", "😀" } };
        return Without(new SampleRecording(manifest), sample.IsRecorded);
    }

    public static SampleRecording Extended(SampleRecording sample)
    {
        Manifest manifest = sample.Manifest.Clone();
        manifest.Extensions.Add(new Extension { Name = "example.harmless" });
        return Without(new SampleRecording(manifest), sample.IsRecorded);
    }

    /// <summary>A recording whose first epoch is another than 0: its first row is the one with the columns of the schedule <c>first</c>.</summary>
    private static SampleRecording From(SampleRecording sample, int first) =>
        Without(sample, (column, epoch) => RecordingSchedule.TryParse(column.Schedule)!.Value.IsDue(epoch, first, int.MaxValue));

    /// <summary>With every score of a classification, and the best epoch.</summary>
    private static SampleRecording Validated()
    {
        LayerRecord[] layers =
        [
            new(new LayerInfo { Name = "input", Kind = "input", Shape = { 2 } }, null, null, 2, Saturation: false),
            new(new LayerInfo { Name = "output", Kind = "dense", Shape = { 3 }, Activation = "softmax" }, [3, 2], [3], 3, Saturation: false),
        ];
        string[] scores = ["macro_accuracy", "log_loss", "auc"];
        ColumnInfo[] more =
        [
            .. scores.Select(score => new ColumnInfo { Path = $"validation.{score}", Type = "double", Schedule = "every" }),
            new ColumnInfo { Path = "validation.confusion", Type = "list<int64>", Shape = { 3, 3 }, Axes = { "target", "prediction" }, Schedule = "every" },
        ];
        Manifest manifest = new() { FormatVersion = 1, Run = "runs/validated", Layers = { layers.Select(layer => layer.Layer) } };
        manifest.Columns.Add(StandardColumns.For(layers, ["accuracy"], 4, bestEpoch: true, validation: more));
        return Without(new SampleRecording(manifest), IsDue);
    }

    /// <summary>Keys that only a parser of protobuf would take for fields of the manifest.</summary>
    private static void NameInOtherCase(ForgedFile file)
    {
        file.Replace("\"format_version\": 1", "\"format_version\": 1, \"formatVersion\": 7");
        file.Replace("\"name\": \"example.harmless\"", "\"name\": \"example.harmless\", \"mustUnderstand\": true");
        file.Replace("\"shape\": [ 4, 2 ]", "\"shape\": [ 4, 2 ], \"keepMantissaBits\": 3");
    }

    private static RecordingOptions Everything() => new()
    {
        Schedule = new Schedule { Every = 7, DenseUntil = 10 },
        Exclude = { "norm.summary" },
        Rules = { new ColumnRule { Match = { "*.weight" }, KeepMantissaBits = 9 }, new ColumnRule { Match = { "*.saturation" }, Schedule = new Schedule() } },
    };

    private static RecordingOptions Rounded(string columns, int every) => new()
    {
        Rules = { new ColumnRule { Match = { columns }, Schedule = new Schedule { Every = every }, KeepMantissaBits = 5 } },
    };

    /// <summary>A network over images: convolutions, batch norm with its running statistics, a block, and layers without weights.</summary>
    private static SampleRecording Layers(bool gradients) => Of(
        "runs/layers",
        gradients,
        new(new LayerInfo { Name = "input", Kind = "input", Shape = { 2, 6, 6 } }, null, null, 2, Saturation: false),
        new(new LayerInfo { Name = "conv", Kind = "conv2d", Shape = { 3, 4, 4 }, Activation = "relu" }, [3, 2, 3, 3], [3], 3, Saturation: true),
        new(new LayerInfo { Name = "norm", Kind = "batch_norm", Shape = { 3, 4, 4 } }, [3], [3], 3, Saturation: false) { RunningStatistics = true },
        new(new LayerInfo { Name = "block_conv", Kind = "conv2d", Shape = { 3, 4, 4 }, Activation = "relu", Inputs = { "norm" } }, [3, 3, 3, 3], null, 3, Saturation: true),
        new(new LayerInfo { Name = "block", Kind = "residual", Shape = { 3, 4, 4 }, Inputs = { "norm", "block_conv" } }, null, null, 3, Saturation: false),
        new(new LayerInfo { Name = "pool", Kind = "max_pool2d", Shape = { 3, 2, 2 } }, null, null, 3, Saturation: false),
        new(new LayerInfo { Name = "flat", Kind = "flatten", Shape = { 12 } }, null, null, 12, Saturation: false),
        new(new LayerInfo { Name = "drop", Kind = "dropout", Shape = { 12 } }, null, null, 12, Saturation: false),
        new(new LayerInfo { Name = "output", Kind = "dense", Shape = { 1 }, Activation = "linear" }, [1, 12], [1], 1, Saturation: false));

    /// <summary>A network over sequences: an embedding, a convolution of one dimension, layer norm, a global pool.</summary>
    private static SampleRecording Sequence() => Of(
        "runs/sequence",
        gradients: true,
        new(new LayerInfo { Name = "input", Kind = "input", Shape = { 5 } }, null, null, 5, Saturation: false),
        new(new LayerInfo { Name = "words", Kind = "embedding", Shape = { 4, 5 } }, [11, 4], null, 4, Saturation: false),
        new(new LayerInfo { Name = "conv", Kind = "conv1d", Shape = { 3, 4 }, Activation = "tanh" }, [3, 4, 2], [3], 3, Saturation: true),
        new(new LayerInfo { Name = "norm", Kind = "layer_norm", Shape = { 3, 4 } }, [3, 4], [3, 4], 3, Saturation: false),
        new(new LayerInfo { Name = "mean", Kind = "global_average_pool", Shape = { 3 } }, null, null, 3, Saturation: false),
        new(new LayerInfo { Name = "output", Kind = "dense", Shape = { 2 }, Activation = "softmax" }, [2, 3], [2], 2, Saturation: false));

    private static SampleRecording Of(string run, bool gradients, params LayerRecord[] layers)
    {
        Manifest manifest = new() { FormatVersion = 1, Run = run, Layers = { layers.Select(layer => layer.Layer) } };
        manifest.Columns.Add(StandardColumns.For(layers, ["rmse"], 4, gradients));
        return new SampleRecording(manifest);
    }
}
