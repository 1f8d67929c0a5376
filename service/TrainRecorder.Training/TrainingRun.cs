using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>Where training is.</summary>
/// <param name="Epoch">The epoch being trained.</param>
/// <param name="Fraction">How much of it is done, in [0, 1].</param>
public readonly record struct EpochProgress(int Epoch, double Fraction);

/// <summary>A resolved job on its data, ready to train.</summary>
public sealed class TrainingRun : IDisposable
{
    /// <summary>Reads the data, fits the normalisation, draws the split and the probe, initialises the network.</summary>
    /// <param name="job">With every default explicit (<see cref="JobResolver"/>).</param>
    /// <param name="datasetPath">The dataset's file; null for generated data.</param>
    /// <param name="threads">Threads to train with, at least 1. The recording does not depend on it.</param>
    /// <exception cref="DataException">The data cannot be used; every fault with row and column.</exception>
    public static TrainingRun Prepare(Job job, string? datasetPath, int threads) => throw new NotImplementedException();

    /// <summary>The manifest of its recording.</summary>
    public Manifest Describe(string run, Timestamp createTime, string software) => throw new NotImplementedException();

    /// <summary>The options a writer needs for this run: <see cref="WriterOptions.BeforeWrite"/> finishes each row (summaries, saturation, scores) on the writer's thread.</summary>
    /// <param name="epochFinished">Called on the writer's thread for each epoch, in order, before the segment that holds it closes.</param>
    public Action<EpochRow> FinishRow(Action<EpochMetrics> epochFinished) => throw new NotImplementedException();

    /// <summary>Goes on from a state that an earlier attempt saved; the next epoch is the one after it.</summary>
    /// <exception cref="InvalidDataException">The state is damaged or of another job.</exception>
    public void Restore(Stream state) => throw new NotImplementedException();

    /// <summary>Writes the state after the epoch of a row, from the row's <see cref="EpochRow.Tag"/>. May run while later epochs train.</summary>
    public void SaveState(EpochRow row, Stream destination) => throw new NotImplementedException();

    /// <summary>Trains all epochs that are left on the calling thread and hands a row for each to the writer.</summary>
    /// <param name="writer">Made with this run's manifest.</param>
    /// <param name="progress">Called now and then within an epoch, on the calling thread.</param>
    /// <param name="stop">Stops after the step under way; rows of finished epochs are written.</param>
    /// <returns>True if every epoch is done, false if it was stopped.</returns>
    public bool Train(RecordingWriter writer, Action<EpochProgress>? progress, CancellationToken stop) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>Data that cannot be trained on.</summary>
public sealed class DataException(string message) : Exception(message);
