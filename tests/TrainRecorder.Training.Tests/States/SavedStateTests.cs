using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Observation;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.States;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.States;

public class SavedStateTests
{
    private static readonly double[][] Memories = [[double.PositiveInfinity, 3], []];

    private static readonly Job Job = TestRuns.Resolve("""
        { "data": { "generate": { "xor": { "samples": 50 } } }, "network": { "shape": [2, 3, 1] }, "training": { "seed": 4 } }
        """);

    [Fact]
    public void Restore_Saved_BringsBackEveryValue()
    {
        var saved = Network(seed: 1);
        saved.Parameters[0].Moments[1].Row(2)[1] = 42;
        var restored = Network(seed: 2);
        double[][] memories = [[0, 0], []];

        var point = SavedState.Restore(new MemoryStream(Save(saved)), Job, restored.Tensors, memories);
        Assert.Equal(Memories, memories);

        Assert.Equal(new StatePoint(17, 340, 1.5), point);
        for (var i = 0; i < saved.Tensors.Count; i++)
        {
            Assert.Equal(
                EpochSnapshot.TensorsOf(saved.Tensors[i]).Select(matrix => matrix.All.ToArray()),
                EpochSnapshot.TensorsOf(restored.Tensors[i]).Select(matrix => matrix.All.ToArray()));
        }
    }

    [Fact]
    public void Restore_AnyByteChanged_IsRefusedAndChangesNothing()
    {
        var bytes = Save(Network(seed: 1));
        var target = Network(seed: 2);
        var before = target.Tensors.Select(tensor => tensor.Value.All.ToArray()).ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => SavedState.Restore(new MemoryStream(bytes), Job, target.Tensors, EmptyMemories()));
            bytes[i] ^= 0x10;
        }
        Assert.Equal(before, target.Tensors.Select(tensor => tensor.Value.All.ToArray()));
    }

    [Fact]
    public void Restore_AnyLengthButTheRightOne_IsRefused()
    {
        var bytes = Save(Network(seed: 1));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => SavedState.Restore(new MemoryStream(bytes, 0, length), Job, Network(seed: 2).Tensors, EmptyMemories()));
        Assert.Throws<InvalidDataException>(() => SavedState.Restore(new MemoryStream([.. bytes, 0]), Job, Network(seed: 2).Tensors, EmptyMemories()));
    }

    [Fact]
    public void Restore_StateOfAnotherJob_IsRefused()
    {
        var other = Job.Clone();
        other.Training.Seed++;

        var refused = Assert.Throws<InvalidDataException>(() => SavedState.Restore(new MemoryStream(Save(Network(seed: 1))), other, Network(seed: 2).Tensors, EmptyMemories()));

        Assert.Equal("It is the state of another job.", refused.Message);
    }

    private static double[][] EmptyMemories() => [[0, 0], []];

    private static FeedForwardNetwork Network(long seed)
    {
        var network = new FeedForwardNetwork(Job.Network, seed);
        OptimizerKinds.Create(Job.Training).Attach(network.Parameters);
        return network;
    }

    private static byte[] Save(FeedForwardNetwork network)
    {
        using var run = TrainingRun.Prepare(Job, null, threads: 1);
        using var folder = new TemporaryFolder();
        var writer = RecordingWriter.Create(folder.Path, run.Describe("runs/test", new Timestamp(), "test"));
        var columns = new RunColumns(writer.Schema, "rmse", network, probeSamples: 10, gradients: false);
        var snapshot = new EpochSnapshot(
            columns, network, probeSamples: 10, new EpochOutcome(1, classification: false), new EpochOutcome(1, classification: false), [Memories[0]], [Memories[1]]);
        var row = writer.Rent();
        (row.Epoch, row.Step, row.ElapsedSeconds) = (17, 340, 1.5);
        using var pool = new WorkerPool(1);
        new StateCopy(network, pool).Take(row, snapshot, []);
        snapshot.TakeTraining([Memories[0]]);
        snapshot.TakeDiagnosis([Memories[1]]);
        using var stream = new MemoryStream();
        SavedState.Save(stream, Job, network.Tensors, row, snapshot);
        return stream.ToArray();
    }
}
