using CsCheck;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Tests.Plots;

public sealed class EndLabelsTests
{
    [Fact]
    public void Spread_AnyHeights_KeepsOrderAndDistanceWithinTheRoom() =>
        Gen.Float[0, 100].Array[1, 20].Sample(heights =>
        {
            float[] wanted = [.. heights.Order()];
            const float Distance = 5;

            float[] places = EndLabels.Spread(wanted, Distance, 0, 100);

            Assert.Equal(wanted.Length, places.Length);
            Assert.All(places, place => Assert.InRange(place, -0.001f, 100.001f));
            for (int index = 1; index < places.Length; index++)
                Assert.True(places[index] - places[index - 1] >= Distance - 0.001f);
        });

    [Fact]
    public void Spread_FarApart_StayWhereTheyAre() => Assert.Equal([10f, 50, 90], EndLabels.Spread([10, 50, 90], 12, 0, 100));
}
