using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>Every feature together with every other: a file for each pair.</summary>
internal static class CorpusPairs
{
    private const int Epochs = 8;

    private static readonly Feature[] _features =
    [
        new("gradients") { Gradients = true },
        new("sparse") { Ask = options => options.Schedule = new Schedule { Every = 3, DenseUntil = 2 } },
        new("rounded") { Ask = options => options.KeepMantissaBits = 6 },
        new("included") { Ask = options => options.Include.Add(["conv.*", "*.bias*", "output.*"]) },
        new("excluded") { Ask = options => options.Exclude.Add(["*.activation", "norm.*"]) },
        new("nulls") { Change = sample => Corpus.Without(sample, (column, epoch) => Corpus.IsDue(column, epoch) && (column.Path.Length + epoch) % 2 == 0) },
        new("unicode") { Change = Corpus.Named },
        new("extension") { Change = Corpus.Extended },
    ];

    /// <param name="network">What is recorded, without gradients or with them.</param>
    public static IEnumerable<CorpusCase> Of(Func<bool, SampleRecording> network)
    {
        for (int first = 0; first < _features.Length; first++)
        {
            for (int second = first + 1; second < _features.Length; second++)
            {
                Feature[] pair = [_features[first], _features[second]];
                RecordingOptions options = new();
                foreach (Feature feature in pair)
                {
                    feature.Ask(options);
                }

                SampleRecording sample = Corpus.With(network(pair.Any(feature => feature.Gradients)), options);
                sample = pair.Aggregate(sample, (changed, feature) => feature.Change(changed));

                // In several segments every other time, so that packing anew meets each feature too.
                yield return new($"{pair[0].Name}_and_{pair[1].Name}", sample, Epochs) { SegmentBytes = second % 2 == 0 ? 4000 : 8 << 20 };
            }
        }
    }

    private sealed record Feature(string Name)
    {
        public bool Gradients { get; init; }

        public Action<RecordingOptions> Ask { get; init; } = _ => { };

        public Func<SampleRecording, SampleRecording> Change { get; init; } = sample => sample;
    }
}
