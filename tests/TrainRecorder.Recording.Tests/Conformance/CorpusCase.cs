using TrainRecorder.Recording.Tests.Conformance.Damage;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>A file of the corpus.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Sample">What is in it.</param>
/// <param name="Epochs">How many epochs.</param>
internal sealed record CorpusCase(string Name, SampleRecording Sample, int Epochs)
{
    /// <summary>Raw bytes of the segments that the file is sealed from.</summary>
    public long SegmentBytes { get; init; } = 8 << 20;

    public int FirstEpoch { get; init; }

    /// <summary>Rows of each row group, where it is packed otherwise than our writer does.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Changes the manifest to another that means the same.</summary>
    public Action<ForgedFile>? Forge { get; init; }
}
