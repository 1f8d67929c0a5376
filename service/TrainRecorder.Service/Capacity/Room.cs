using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Capacity;

/// <summary>
/// Says no before the disk is full: what is to be kept must fit beside what is kept and what live runs may still need.
/// </summary>
internal sealed class Room(RunCatalogue catalogue, DataFolder data, ServiceOptions options)
{
    /// <summary>Refuses bytes for which there is no room.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED.</exception>
    public async Task DemandAsync(long bytes, CancellationToken cancellationToken) =>
        Demand(bytes, await catalogue.ReadAsync(rows => KeptBytes.ReadAsync(rows, cancellationToken), cancellationToken));

    /// <inheritdoc cref="DemandAsync"/>
    public void Demand(long bytes, KeptBytes kept)
    {
        var free = DiskSpace.Free(data.Root) - options.ReservedDisk - kept.Expected;
        if (bytes > free)
        {
            throw Faults.Exhausted(
                $"There is not enough room on the disk of the service: {bytes} bytes are needed, {Math.Max(0, free)} are free beside what live runs may still need. "
                + "Delete runs, datasets or archives, or try again when runs have ended.");
        }

        if (options.Quota > 0 && bytes > options.Quota - kept.Now - kept.Expected)
        {
            throw Faults.Exhausted(
                $"The quota of {options.Quota} bytes does not hold {bytes} more: {kept.Now} are kept and live runs may need {kept.Expected}. "
                + "Delete runs, datasets or archives, or try again when runs have ended.");
        }
    }

    /// <summary>Adds why a run can never be, whoever waits.</summary>
    public void CheckPossible(RunEstimate estimate, Violations violations)
    {
        var memory = options.MaxWorkerMemory > 0 ? options.MaxWorkerMemory : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (estimate.MemoryBytes > memory)
            violations.Add("network", $"the run would need about {estimate.MemoryBytes} bytes of memory, and this server has {memory} for it; make the network, the batch or the data smaller");
        var disk = DiskSpace.Total(data.Root) - options.ReservedDisk;
        var most = options.Quota > 0 ? Math.Min(options.Quota, disk) : disk;
        if (estimate.RecordingBytes > most)
            violations.Add("recording", $"the recording would take about {estimate.RecordingBytes} bytes, and this server can keep {most} at all; record less (schedule, exclude, keep_mantissa_bits)");
    }
}
