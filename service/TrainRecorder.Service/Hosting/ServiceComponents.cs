using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Sqlite;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Housekeeping;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.Service.Listing;
using TrainRecorder.Service.Logs;
using TrainRecorder.Service.Recordings;
using TrainRecorder.Service.Recordings.Reading;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Statistics;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Transfers;
using TrainRecorder.Service.Watching;

namespace TrainRecorder.Service.Hosting;

/// <summary>What the service is made of.</summary>
internal static class ServiceComponents
{
    // A commit carries the metrics of every epoch of a segment: thousands for a tiny network.
    private const int MaxMessageBytes = 16 << 20;

    /// <summary>Adds all of it. Each is there once: state is kept in the catalogue, and in the few classes that say so.</summary>
    public static void AddTrainRecorder(this IServiceCollection services, ServiceOptions options, DataFolder data)
    {
        services.AddSingleton(options).AddSingleton(data).AddSingleton(TimeProvider.System);
        services.AddSingleton<Drain>();
        services.AddSingleton(data.Tokens).AddSingleton<IssuedTokens>().AddSingleton<Callers>();

        services.AddSingleton<ICatalogueProvider>(new SqliteCatalogue(data.Catalogue));
        services.AddDbContextFactory<CatalogueContext>((provider, builder) => provider.GetRequiredService<ICatalogueProvider>().Configure(builder));
        services.AddSingleton<RunCatalogue>().AddSingleton<RunSignals>().AddSingleton<LiveProgress>();

        services.AddSingleton<Submission>().AddSingleton<Steering>().AddSingleton<Deletion>().AddSingleton<RunIds>().AddSingleton<QueuePlaces>();
        services.AddSingleton<RunList>().AddSingleton<RunWatch>().AddSingleton<LogReading>().AddSingleton<Room>();
        services.AddSingleton<EpochCounter>().AddSingleton<ServiceStatistics>();
        services.AddSingleton<LiveWorkers>().AddSingleton<AttemptBook>().AddSingleton<CommitBook>().AddSingleton<WorkerGate>();
        services.AddSingleton<ILauncher, LocalLauncher>().AddSingleton<IDatasetInspector, ProcessInspector>().AddSingleton<IRecordingFiles, RecordingFiles>();
        services.AddSingleton<IRecordingInspector, ProcessVerifier>();
        services.AddSingleton<IncomingFiles>().AddSingleton<Upload>().AddSingleton<Inspection>().AddSingleton<DatasetRemoval>();
        services.AddSingleton<Sealing>().AddSingleton<TensorStream>().AddSingleton<MetricsStream>();
        services.AddSingleton<ArchiveBook>().AddSingleton<ArchiveTurn>().AddSingleton<Archiving>().AddSingleton<Importing>().AddSingleton<Restoring>().AddSingleton<Verification>();
        services.AddSingleton<Compaction>().AddSingleton<Retention>();
        services.AddSingleton<PageTokens>().AddSingleton<Turnstiles>();

        services.AddSingleton<Supervisor>().AddHostedService(provider => provider.GetRequiredService<Supervisor>());
        services.AddSingleton<Dispatcher>().AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
        services.AddHostedService<SealingLoop>();
        services.AddSingleton<HousekeepingLoop>().AddHostedService(provider => provider.GetRequiredService<HousekeepingLoop>());
        services.AddHostedService<GracefulStop>();

        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessageBytes;
            grpc.Interceptors.Add<FaultInterceptor>();
        });
        services.AddSingleton<FaultInterceptor>();
        services.AddTelemetry(options);
        if (options.Reflection) services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck<CatalogueHealth>("catalogue");
    }

    /// <summary>Opens the calls behind the gate.</summary>
    public static void MapTrainRecorder(this WebApplication app)
    {
        app.UseMiddleware<EndpointGate>();
        app.MapGrpcService<TrainingCalls>();
        app.MapGrpcService<DatasetCalls>();
        app.MapGrpcService<RecordingCalls>();
        app.MapGrpcService<ArchiveCalls>();
        app.MapGrpcService<ServerCalls>();
        app.MapGrpcService<WorkerCalls>();
        app.MapGrpcHealthChecksService();
        if (app.Services.GetRequiredService<ServiceOptions>().Reflection) app.MapGrpcReflectionService();
    }
}
