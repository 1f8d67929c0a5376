using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Connection;

/// <summary>A service and its clients. Calls that find nobody are tried again a few times; nothing else is.</summary>
internal sealed class Server : IDisposable
{
    private static readonly ServiceConfig s_retries = new()
    {
        MethodConfigs =
        {
            // These go on where they stopped instead (ResumableUpload).
            new MethodConfig
            {
                Names =
                {
                    new MethodName { Service = DatasetService.Descriptor.FullName, Method = nameof(DatasetService.DatasetServiceClient.UploadDataset) },
                    new MethodName { Service = ArchiveService.Descriptor.FullName, Method = nameof(ArchiveService.ArchiveServiceClient.ImportRecording) },
                },
            },
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    // Every call may be repeated: those that make a run have a request id, the others have the same effect twice.
                    MaxAttempts = 4,
                    InitialBackoff = TimeSpan.FromMilliseconds(200),
                    BackoffMultiplier = 2,
                    MaxBackoff = TimeSpan.FromSeconds(1),
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };

    private const int LargestMessageBytes = 64 << 20;
    private readonly GrpcChannel _channel;

    public Server(Uri address, AccessToken? token, Trust trust)
    {
        (Address, TokenSource) = (address, token?.Source);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = !address.IsLoopback, ConnectTimeout = TimeSpan.FromSeconds(10), SslOptions = trust.Options() },
            DisposeHttpClient = true,
            ServiceConfig = s_retries,
            // One event may hold the metrics of all epochs of a segment.
            MaxReceiveMessageSize = LargestMessageBytes,
        });
        var calls = _channel.Intercept(headers =>
        {
            if (token is not null) headers.Add("authorization", $"Bearer {token.Current}");
            return headers;
        });
        Training = new(calls);
        Datasets = new(calls);
        Recordings = new(calls);
        Archives = new(calls);
        Info = new(calls);
    }

    public Uri Address { get; }

    /// <summary>Where the token comes from, for people; null without one.</summary>
    public string? TokenSource { get; }

    public TrainingService.TrainingServiceClient Training { get; }

    public DatasetService.DatasetServiceClient Datasets { get; }

    public RecordingService.RecordingServiceClient Recordings { get; }

    public ArchiveService.ArchiveServiceClient Archives { get; }

    public ServerService.ServerServiceClient Info { get; }

    public void Dispose() => _channel.Dispose();
}
