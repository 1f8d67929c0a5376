using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Security;
using static TrainRecorder.Service.Configuration.SettingValues;

namespace TrainRecorder.Service.Configuration;

/// <summary>
/// Every setting of the service. A flag <c>--max-running 2</c> wins over the environment (<c>TRAINRECORDER_MAX_RUNNING</c>), that
/// over the settings file (<c>"TrainRecorder": { "MaxRunning": 2 }</c>).
/// </summary>
internal static class Settings
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(36_500);

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("data", "DIR", "folder that holds everything the service keeps", (o, v) => o.Data = Folder(v)),
        new("urls", "URL", "address to listen on: http on loopback, https anywhere; port 0 takes any free port", (o, v) => o.Url = PublicAddress.Parse(v)),
        new("tls-certificate", "FILE", "PEM file with the certificate for an address with https", (o, v) => o.TlsCertificate = File(v)),
        new("tls-key", "FILE", "PEM file with its key (the certificate's file)", (o, v) => o.TlsKey = File(v)),
        new("client-authority", "FILE", "PEM file with the authorities whose certificates callers must have", (o, v) => o.ClientAuthority = File(v)),
        new("client-scope", "SCOPE", "what they may do without a token: read, submit or admin (submit)", (o, v) => o.ClientScope = ScopeText.Parse(v)),
        new("reflection", "BOOL", "describe the contract to tools that ask, for development (false)", (o, v) => o.Reflection = Switch(v)),
        new("otlp-endpoint", "URL", "where traces and metrics are sent, OTLP over HTTP (nowhere)", (o, v) => o.OtlpEndpoint = Collector(v)),
        new("otlp-interval", "TIME", "time between two exports of metrics (60s)", (o, v) => o.OtlpInterval = Time(v, TimeSpan.FromMilliseconds(100))),
        new("json-log", "BOOL", "log JSON, an object a line (false)", (o, v) => o.JsonLog = Switch(v)),
        new("max-running", "N", "workers that may run at once (1)", (o, v) => o.MaxRunning = Count(v, 1, 256)),
        new("max-queued", "N", "runs that may wait (1000)", (o, v) => o.MaxQueued = Count(v, 1, 1_000_000)),
        new("max-retries", "N", "lost attempts in a row without progress that a run survives (5)", (o, v) => o.MaxRetries = Count(v, 0, 1_000)),
        new("retry-pause", "TIME", "pause after the second lost attempt in a row, doubled after each further one (5s)", (o, v) => o.RetryPause = Time(v, TimeSpan.Zero, RetryPauses.Longest)),
        new("lease", "TIME", "silence after which a worker is lost (15s)", (o, v) => o.Lease = Time(v, TimeSpan.FromSeconds(1))),
        new("start-timeout", "TIME", "time a worker process has to report for the first time (60s)", (o, v) => o.StartTimeout = Time(v, TimeSpan.FromSeconds(1))),
        new("cancel-grace", "TIME", "time a cancelled run's worker has to stop (30s)", (o, v) => o.CancelGrace = Time(v, TimeSpan.Zero)),
        new("max-worker-memory", "SIZE", "memory that a run may need by its estimate; 0: what the machine has (0)", (o, v) => o.MaxWorkerMemory = Size(v, 0)),
        new("quota", "SIZE", "bytes that everything kept may take; 0: as much as the disk holds (0)", (o, v) => o.Quota = Size(v, 0)),
        new("stop-grace", "TIME", "time workers have to yield when the service stops (10s)", (o, v) => o.StopGrace = Time(v, TimeSpan.Zero)),
        new("stop-with-input", "BOOL", "stop when standard input closes, for whoever starts the service (false)", (o, v) => o.StopWithInput = Switch(v)),
        new("seal-retry", "TIME", "time between two tries to seal a recording (60s)", (o, v) => o.SealRetry = Time(v, TimeSpan.FromSeconds(1))),
        new("threads", "N", "threads a worker trains with; 0: the worker decides (0)", (o, v) => o.Threads = Count(v, 0, 1_024)),
        new("max-log-bytes", "SIZE", "size of a run's worker log (4MiB)", (o, v) => o.MaxLogBytes = Size(v, 1 << 10)),
        new("max-dataset-bytes", "SIZE", "largest dataset (1GiB)", (o, v) => o.MaxDatasetBytes = Size(v, 1)),
        new("max-uploads", "N", "uploads at once (4)", (o, v) => o.MaxUploads = Count(v, 1, 1_000)),
        new("upload-idle", "TIME", "time an upload may bring no bytes (30s)", (o, v) => o.UploadIdle = Time(v, TimeSpan.FromMilliseconds(1))),
        new("keep-uploads", "TIME", "time that the bytes of a broken upload are kept (1d)", (o, v) => o.KeepUploads = Time(v, TimeSpan.FromMinutes(1), s_longest)),
        new("max-import-bytes", "SIZE", "largest recording that is imported (64GiB)", (o, v) => o.MaxImportBytes = Size(v, 1)),
        new("verify-timeout", "TIME", "time of the process that verifies a recording (30m)", (o, v) => o.VerifyTimeout = Time(v, TimeSpan.FromSeconds(1))),
        new("keep-archives", "N", "the newest so many archives are kept; 0: all (0)", (o, v) => o.KeepArchives = Count(v, 0, 1_000_000_000)),
        new("keep-archives-for", "TIME", "time that archives are kept; 0s: for good (0s)", (o, v) => o.KeepArchivesFor = Time(v, TimeSpan.Zero, s_longest)),
        new("keep-requests", "TIME", "time that a request id makes no second run (7d)", (o, v) => o.KeepRequests = Time(v, TimeSpan.FromDays(1), s_longest)),
        new("keep-events", "TIME", "time that the changes of a run that is over can be watched again (7d)", (o, v) => o.KeepEvents = Time(v, TimeSpan.FromMinutes(1), s_longest)),
        new("max-events", "N", "changes of one run that can be watched again (100000)", (o, v) => o.MaxEvents = Count(v, 10, 100_000_000)),
        new("inspect-memory", "SIZE", "memory of the process that reads an uploaded file (1GiB)", (o, v) => o.InspectMemory = Size(v, 64 << 20)),
        new("inspect-timeout", "TIME", "time of the process that reads an uploaded file (120s)", (o, v) => o.InspectTimeout = Time(v, TimeSpan.FromSeconds(1))),
        new("reserved-disk", "SIZE", "bytes that stay free on the disk (256MiB)", (o, v) => o.ReservedDisk = Size(v, 0)),
        new("max-connections", "N", "connections of callers at once (2000)", (o, v) => o.MaxConnections = Count(v, 1, 1_000_000)),
        new("max-watchers", "N", "watch streams at once (1000)", (o, v) => o.MaxWatchers = Count(v, 1, 100_000)),
        new("max-downloads", "N", "downloads at once (32)", (o, v) => o.MaxDownloads = Count(v, 1, 10_000)),
        new("max-readers", "N", "readers of tensors, metrics and logs at once (32)", (o, v) => o.MaxReaders = Count(v, 1, 10_000)),
        new("bookmark-interval", "TIME", "time between two bookmarks of a watch, at most 10s (5s)", (o, v) => o.BookmarkInterval = Time(v, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10))),
        new("slow-reader", "TIME", "time the reader of a stream may take nothing (30s)", (o, v) => o.SlowReader = Time(v, TimeSpan.FromSeconds(1))),
    ];

    /// <summary>What <c>--help</c> prints.</summary>
    public static string Help { get; } = string.Join(Environment.NewLine,
    [
        "Usage: TrainRecorder.Service [--SETTING VALUE]...",
        "       TrainRecorder.Service token add|list|remove ...   (see token --help)",
        "       TrainRecorder.Service --version",
        "Each setting can also stand in the environment (TRAINRECORDER_MAX_RUNNING=2), or in a file:",
        "appsettings.json beside the program, or --settings FILE (TRAINRECORDER_SETTINGS=FILE).",
        "",
        .. All.Select(setting => $"  --{setting.Name + " " + setting.Takes,-26} {setting.Text}"),
    ]);
}
