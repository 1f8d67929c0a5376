using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Epochs;

/// <summary>Knows the best epoch so far, and when it is so long ago that training is to end.</summary>
internal sealed class EarlyStop
{
    private const int Best = 0;
    private const int At = 1;
    private readonly EarlyStopping _options;

    /// <param name="options">In full.</param>
    public EarlyStop(EarlyStopping options)
    {
        _options = options;
        Monitor = Monitored.Parse(options.Monitor);
        Memory = [Monitor.HigherIsBetter ? double.NegativeInfinity : double.PositiveInfinity, 0];
    }

    /// <summary>What it keeps from epoch to epoch, part of a run's saved state.</summary>
    public double[] Memory { get; }

    /// <summary>What is watched.</summary>
    public Monitored Monitor { get; }

    /// <summary>The best epoch so far; 0 before the first.</summary>
    public int BestEpoch => (int)Memory[At];

    /// <summary>An epoch from 1 on is done.</summary>
    /// <param name="epoch">Its number.</param>
    /// <param name="value">What <see cref="Monitor"/> says of it.</param>
    /// <returns>Why training is to end with it; null if it is to go on.</returns>
    public string? EpochDone(int epoch, double value)
    {
        // NaN is never better.
        var better = Monitor.HigherIsBetter ? value > Memory[Best] + _options.MinDelta : value < Memory[Best] - _options.MinDelta;
        if (better) (Memory[Best], Memory[At]) = (value, epoch);
        return Reason(epoch);
    }

    /// <summary>Why training is to end with an epoch; null if it is to go on.</summary>
    public string? Reason(int epoch)
    {
        if (epoch - BestEpoch < _options.Patience) return null;
        return string.Create(CultureInfo.InvariantCulture, $"Stopped early at epoch {epoch}: {_options.Monitor} has not become better for {epoch - BestEpoch} epochs; {Named()}.");
    }

    private string Named() => BestEpoch == 0
        ? "it never did"
        : string.Create(CultureInfo.InvariantCulture, $"the best epoch is {BestEpoch} with {Memory[Best]:G6}");
}
