using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Telemetry;

/// <summary>Sends traces and metrics to a collector, if one is named.</summary>
internal static class TelemetryExport
{
    /// <summary>Adds it.</summary>
    public static void AddTelemetry(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<RunMeters>();
        if (options.OtlpEndpoint is not { } collector) return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("trainrecorder", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(tracing => tracing
                .AddSource(RunSpans.SourceName)
                .AddAspNetCoreInstrumentation(calls => calls.Filter = context => IsOfInterest(context.Request.Path))
                .AddOtlpExporter(export => Set(export, collector, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter(RunMeters.MeterName)
                .AddOtlpExporter((export, reader) =>
                {
                    Set(export, collector, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.OtlpInterval.TotalMilliseconds;
                }));
    }

    // Signs of life would bury everything else.
    private static bool IsOfInterest(PathString path) =>
        !path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal) && path != "/trainrecorder.v1.WorkerService/Heartbeat";

    private static void Set(OtlpExporterOptions export, Uri collector, string signal)
    {
        export.Protocol = OtlpExportProtocol.HttpProtobuf;
        export.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + signal);
    }
}
