using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Watching;

public sealed class RunViewTests
{
    [Fact]
    public void TimeLeft_AfterSomeEpochs_FollowsFromThePaceSoFar()
    {
        var view = new RunView();
        view.Apply(new() { Run = new() { Job = new() { Training = new() { Epochs = 10 } } } });
        Assert.Null(view.TimeLeft);

        view.Apply(Committed(epoch: 4, seconds: 8));
        Assert.Equal(TimeSpan.FromSeconds(12), view.TimeLeft);

        view.Apply(new() { Progress = new() { Epoch = 4, Epochs = 10, EpochFraction = 0.5 } });
        Assert.Equal(TimeSpan.FromSeconds(11), view.TimeLeft);
        Assert.Equal(0.45, view.Share, precision: 12);
    }

    [Fact]
    public void Share_RunOfNoEpochs_IsDoneWithEpoch0()
    {
        var view = new RunView();
        view.Apply(new() { Run = new() { Job = new() { Training = new() { Epochs = 0 } } } });
        Assert.Equal(0, view.Share);

        view.Apply(Committed(epoch: 0, seconds: 0));

        Assert.Equal(1, view.Share);
    }

    [Fact]
    public void Apply_ProgressOfAnEarlierEpoch_ChangesNothing()
    {
        var view = new RunView();
        view.Apply(Committed(epoch: 4, seconds: 8));

        view.Apply(new() { Progress = new() { Epoch = 3, Epochs = 10, EpochFraction = 0.9, Metrics = new() { Epoch = 3 } } });

        Assert.Equal((4, 0), (view.Metrics!.Epoch, view.EpochFraction));
    }

    private static WatchRunResponse Committed(int epoch, double seconds) =>
        new() { EpochsCommitted = new() { Epochs = { new EpochMetrics { Epoch = epoch, ElapsedSeconds = seconds } } } };
}
