using CsCheck;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Tests.Plots;

public sealed class PanelGridTests
{
    [Fact]
    public void Divide_AnyNumber_GivesPanelsOfOneSizeInTheRoomApart() =>
        Gen.Select(Gen.Int[1, 20], Gen.Float[0.5f, 3], Gen.Float[400, 4000], Gen.Float[300, 2000]).Sample((count, aspect, width, height) =>
        {
            Box room = new(10, 20, width, height);

            IReadOnlyList<Box> boxes = PanelGrid.Divide(room, count, aspect, 4);

            Assert.Equal(count, boxes.Count);
            Assert.All(boxes, box => Assert.True(room.Contains(box, 0.01f)));
            for (int one = 0; one < count; one++)
            {
                for (int other = 0; other < one; other++)
                    Assert.False(boxes[one].Overlaps(boxes[other]));
            }
        });
}
