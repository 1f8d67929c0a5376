using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>A file of the corpus.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Sample">What is in it.</param>
/// <param name="Epochs">How many epochs, from 0 on.</param>
internal sealed record CorpusCase(string Name, SampleRecording Sample, int Epochs)
{
    /// <summary>Raw bytes of the segments that the file is sealed from.</summary>
    public long SegmentBytes { get; init; } = 8 << 20;
}
