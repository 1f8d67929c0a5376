using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Statistics;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>ServerService</c>.</summary>
internal sealed class ServerCalls(ServiceOptions options, ServiceStatistics statistics) : ServerService.ServerServiceBase
{
    private const int RecordingFormat = 1;

    // Without the commit, which the build appends after a plus sign.
    private static readonly string Version =
        typeof(ServerCalls).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) => Task.FromResult(new GetServerInfoResponse
    {
        Version = Version,
        FormatVersion = RecordingFormat,
        MaxRunning = options.MaxRunning,
        MaxQueued = options.MaxQueued,
        MaxRetries = options.MaxRetries,
        MaxWatchers = options.MaxWatchers,
        MaxUploads = options.MaxUploads,
        MaxDownloads = options.MaxDownloads,
        MaxDatasetBytes = options.MaxDatasetBytes,
        MaxImportBytes = options.MaxImportBytes,
        QuotaBytes = options.Quota,
        ReservedDiskBytes = options.ReservedDisk,
        KeepArchives = options.KeepArchives,
        KeepArchivesFor = options.KeepArchivesFor == TimeSpan.Zero ? null : Duration.FromTimeSpan(options.KeepArchivesFor),
        Lease = Duration.FromTimeSpan(options.Lease),
        Devices =
        {
            new Device
            {
                Kind = "cpu",
                Description = $"{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}, {Vectors()}",
                Processors = Environment.ProcessorCount,
                MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            },
        },
    });

    /// <inheritdoc/>
    public override Task<GetStatisticsResponse> GetStatistics(GetStatisticsRequest request, ServerCallContext context) => statistics.ReadAsync(context.CancellationToken);

    private static string Vectors() => Vector512.IsHardwareAccelerated ? "512-bit vectors"
        : Vector256.IsHardwareAccelerated ? "256-bit vectors"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors"
        : "no vectors";
}
