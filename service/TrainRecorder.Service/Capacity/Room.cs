using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Capacity;

/// <summary>
/// Says no before the disk is full: what is to be kept must fit beside what is kept, what live runs may still need, and what was
/// promised to files under way.
/// </summary>
internal sealed class Room(RunCatalogue catalogue, DataFolder data, ServiceOptions options)
{
    private readonly Lock _lock = new();
    private long _promised;

    /// <summary>Promises bytes to a file that is about to be written.</summary>
    /// <returns>The promise; dispose it when the file is in its place, or given up.</returns>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED.</exception>
    public async Task<PromisedRoom> PromiseAsync(long bytes, CancellationToken cancellationToken)
    {
        var kept = await catalogue.ReadAsync(rows => KeptBytes.ReadAsync(rows, cancellationToken), cancellationToken);
        lock (_lock)
        {
            Demand(bytes, kept);
            _promised += bytes;
        }

        return new PromisedRoom(
            count =>
            {
                lock (_lock) _promised -= count;
            },
            bytes);
    }

    /// <summary>Refuses a run for whose recording there is no room.</summary>
    /// <exception cref="Grpc.Core.RpcException">RESOURCE_EXHAUSTED.</exception>
    public void DemandForRun(RunEstimate estimate, KeptBytes kept)
    {
        lock (_lock) Demand(estimate.RecordingBytes, kept with { Seal = Math.Max(kept.Seal, estimate.RecordingBytes) });
    }

    /// <summary>Adds why a run can never be, whoever waits.</summary>
    public void CheckPossible(RunEstimate estimate, Violations violations)
    {
        var memory = options.MaxWorkerMemory > 0 ? options.MaxWorkerMemory : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (estimate.MemoryBytes > memory)
            violations.Add("network", $"the run would need about {estimate.MemoryBytes} bytes of memory, and this server has {memory} for it; make the network, the batch or the data smaller");
        // While it is sealed it is there twice.
        var disk = (DiskSpace.Total(data.Root) - options.ReservedDisk) / 2;
        var most = options.Quota > 0 ? Math.Min(options.Quota, disk) : disk;
        if (estimate.RecordingBytes > most)
            violations.Add("recording", $"the recording would take about {estimate.RecordingBytes} bytes, and this server can keep {most} at all; record less (schedule, exclude, keep_mantissa_bits)");
    }

    private void Demand(long bytes, KeptBytes kept)
    {
        var free = DiskSpace.Free(data.Root) - options.ReservedDisk - kept.Expected - kept.Seal - _promised;
        if (bytes > free)
        {
            throw Faults.Exhausted(
                $"There is not enough room on the disk of the service: {bytes} bytes are needed, {Math.Max(0, free)} are free beside what live runs and files under way may still need. "
                + "Delete runs, datasets or archives, or try again when runs have ended.");
        }

        if (options.Quota == 0) return;
        var now = kept.Now + _promised + Incoming();
        if (bytes > options.Quota - now - kept.Expected)
        {
            throw Faults.Exhausted(
                $"The quota of {options.Quota} bytes does not hold {bytes} more: {now} are kept or under way and live runs may need {kept.Expected}. "
                + "Delete runs, datasets or archives, or try again when runs have ended.");
        }
    }

    // Parts of uploads, also those that were broken off and can be gone on with.
    private long Incoming() => new DirectoryInfo(data.Incoming).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0);
}
