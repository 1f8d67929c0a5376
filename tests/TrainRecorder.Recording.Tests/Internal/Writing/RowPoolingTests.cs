using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Internal.Writing;

public sealed class RowPoolingTests
{
    [Fact]
    public async Task Write_ManyRows_UsesTheSameFewBuffers()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = new(200, 300, 10);
        HashSet<EpochRow> rows = new(ReferenceEqualityComparer.Instance);
        WriterOptions options = new() { BufferedRows = 3, BeforeWrite = row => rows.Add(row) };

        await sample.WriteAsync(folder.Path, 0, 60, options);

        // One more than may be under way: the last row of the segment waits for its callback.
        Assert.InRange(rows.Count, 1, 4);
    }

    [Fact]
    public async Task Write_AfterTheFirstRows_AllocatesLittle()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = new(200, 300, 10);
        long rowBytes = sample.Manifest.Columns.Where(column => column.Schedule == "every" && column.Type == "list<float>").Sum(column => 4L * column.Shape.Aggregate(1, (a, b) => a * b));
        List<long> allocated = [];
        await sample.WriteAsync(folder.Path, 0, 120, new WriterOptions { BeforeWrite = _ => allocated.Add(GC.GetAllocatedBytesForCurrentThread()) });

        // The writer's own thread, between epoch 40 and epoch 120: footers and names of segments, and no rows.
        Assert.InRange(allocated[120] - allocated[40], 0, 80 * rowBytes / 4);
    }
}
