namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>A file that a reader must refuse.</summary>
/// <param name="Name">Of the file, without ending.</param>
/// <param name="Fault">What the reader must say.</param>
/// <param name="Make">Makes its bytes from those of a good file.</param>
internal sealed record DamagedCase(string Name, RecordingFault Fault, Func<byte[], byte[]> Make)
{
    /// <summary>The footer is good: the fault is met when this column is read. Null: the file cannot be opened.</summary>
    public string? Column { get; init; }

    /// <summary>The fault is met only by those who read every column and compare.</summary>
    public bool IsOfTheWhole { get; init; }

    public bool OpensWell => Column is not null;

    /// <summary>A file that is put together anew, with good checksums.</summary>
    public static DamagedCase Forged(string name, Action<ForgedFile> change, RecordingFault fault = RecordingFault.Damaged) =>
        new(name, fault, good => ForgedFile.Of(good, change));
}
