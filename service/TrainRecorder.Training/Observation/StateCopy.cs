using TrainRecorder.Recording;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Observation;

/// <summary>
/// Copies parameters, gradients and what the optimiser keeps into a row and its snapshot, all training threads together. With the probe's activations this is all
/// that training pays for recording.
/// </summary>
/// <param name="network">What is copied.</param>
/// <param name="pool">Who does it.</param>
internal sealed class StateCopy(FeedForwardNetwork network, WorkerPool pool) : IParallelWork
{
    private readonly bool _worthSharing = network.Tensors.Sum(tensor => (long)tensor.Value.Length) * 10 >= Share.WorthSharing;
    private EpochRow _row = null!;
    private EpochSnapshot _snapshot = null!;
    private IReadOnlyList<Matrix> _gradients = [];

    /// <summary>Copies.</summary>
    /// <param name="row">The row.</param>
    /// <param name="snapshot">The row's.</param>
    /// <param name="gradients">Of each parameter; empty if there are none.</param>
    public void Take(EpochRow row, EpochSnapshot snapshot, IReadOnlyList<Matrix> gradients)
    {
        (_row, _snapshot, _gradients) = (row, snapshot, gradients);
        // A row makes a buffer when it is first asked for it, which must not happen on two threads at once.
        for (var i = 0; i < network.Tensors.Count; i++) snapshot.Floats(row, snapshot.Columns.Tensors[i]);
        for (var i = 0; i < gradients.Count; i++) snapshot.Floats(row, snapshot.Columns.Gradients[i]);
        pool.Run(this, _worthSharing);
    }

    /// <inheritdoc/>
    void IParallelWork.Run(int part, int parts)
    {
        for (var i = 0; i < network.Tensors.Count; i++)
        {
            var tensor = network.Tensors[i];
            CopyRows(tensor.Value, _snapshot.Columns.Tensors[i], part, parts);
            for (var k = 0; k < tensor.Kept.Count; k++)
            {
                var (first, count) = Share.Of(tensor.Kept[k].Length, Padding.Multiple, part, parts);
                tensor.Kept[k].All.Slice(first, count).CopyTo(_snapshot.Kept[i][k].AsSpan(first));
            }
        }
        for (var i = 0; i < _gradients.Count; i++) CopyRows(_gradients[i], _snapshot.Columns.Gradients[i], part, parts);
    }

    private void CopyRows(Matrix matrix, TensorPlace place, int part, int parts)
    {
        var destination = _snapshot.Floats(_row, place);
        var (first, count) = Share.Of(matrix.Rows, 1, part, parts);
        for (var r = first; r < first + count; r++) matrix.Row(r).CopyTo(destination[(r * matrix.Columns)..]);
    }
}
