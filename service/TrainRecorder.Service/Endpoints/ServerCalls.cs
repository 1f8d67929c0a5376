using System.Reflection;
using Grpc.Core;
using TrainRecorder.Service.Configuration;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>ServerService</c>.</summary>
internal sealed class ServerCalls(ServiceOptions options) : ServerService.ServerServiceBase
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
        MaxDatasetBytes = options.MaxDatasetBytes,
    });
}
