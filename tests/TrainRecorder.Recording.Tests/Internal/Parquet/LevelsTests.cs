using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

public sealed class LevelsTests
{
    [Fact]
    public void Write_AnyRows_ReadBackTheSame() => Gen.Select(Gen.Bool.Array[0, 50], Gen.Int[1, 400]).Sample((present, length) =>
    {
        RecordingColumn column = new(5, new ColumnInfo { Path = "a.b", Type = "list<float>", Shape = { length } });
        RunWriter writer = new();
        Levels.Layout layout = Levels.Write(column, present, writer);
        bool[] read = new bool[present.Length];

        Assert.True(Levels.TryRead(column, writer.Written[..layout.RepetitionBytes], writer.Written[layout.RepetitionBytes..], read));
        Assert.Equal(present, read);
        Assert.Equal(present.Sum(isPresent => isPresent ? length : 1), layout.Entries);
    });
}
