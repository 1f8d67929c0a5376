using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Schedules;

namespace TrainRecorder.Training.Tests.Schedules;

/// <summary>The learning rate, and with one_cycle the momentum, is PyTorch's at every step.</summary>
public class ScheduleFigureTests
{
    public static TheoryData<int> Cases => TorchFigures.Indices("schedules");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Set_EachStep_GivesPyTorchsRate(int index)
    {
        var figures = TorchFigures.Of("schedules")[index];
        var rates = figures.GetProperty("rates").Numbers();
        var momenta = figures.GetProperty("momenta").Numbers();
        var monitored = figures.GetProperty("monitored").Numbers();
        var steps = figures.GetProperty("steps").GetInt32();
        var training = TorchFigures.Training($$"""
            {
              "optimizer": { "sgd": { "learning_rate": 0.1, "momentum": 0.9 } }, "epochs": {{monitored.Length}},
              "schedule": {{figures.GetProperty("schedule").GetRawText()}}, "warmup": {{figures.GetProperty("warmup").GetRawText()}}
            }
            """);
        var optimizer = OptimizerKinds.Create(training);
        var schedule = RateSchedules.Create(training.Schedule, optimizer.LearningRate, rates.Length);
        var rate = new LearningRate(optimizer, schedule, training.Warmup);

        for (var step = 0; step < rates.Length; step++)
        {
            rate.Set(step / steps, step);

            Assert.Equal(rates[step], optimizer.LearningRate, 1e-14);
            Assert.Equal(momenta[step], optimizer.Momentum, 1e-14);
            if (step % steps == steps - 1) schedule.EpochDone(monitored[step / steps]);
        }
    }
}
