namespace TrainRecorder.Training.Diagnostics;

/// <summary>Watches each epoch of a run for one thing that goes wrong. A rule is one file, listed in <see cref="Rules"/>.</summary>
/// <param name="stops">A finding ends the run.</param>
internal abstract class Rule(bool stops)
{
    /// <summary>As jobs and findings name it.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence: what a finding means and what to try.</summary>
    public abstract string Advice { get; }

    /// <summary>A finding ends the run.</summary>
    public bool Stops { get; } = stops;

    /// <summary>A finding is reported again when it is so many times as bad as it last was.</summary>
    public virtual double Worse => 2;

    /// <summary>What it keeps from epoch to epoch, part of a run's saved state.</summary>
    public virtual double[] Memory => [];

    /// <summary>It can say something of this epoch; otherwise what it found before stands.</summary>
    public virtual bool IsDue(EpochEvidence epoch) => true;

    /// <summary>What it finds, at most once for each layer. Called for each epoch at which it is due, in order.</summary>
    public abstract IEnumerable<Measurement> Measure(EpochEvidence epoch);
}
