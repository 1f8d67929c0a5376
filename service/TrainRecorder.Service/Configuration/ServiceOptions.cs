using TrainRecorder.Service.Security;

namespace TrainRecorder.Service.Configuration;

/// <summary>How the service runs. Each property is a setting of <see cref="Settings"/>, which says how to give it.</summary>
internal sealed class ServiceOptions
{
    /// <summary>The folder that holds everything the service keeps.</summary>
    /// <value>Default: <c>trainrecorder/data</c> in the user's local application data.</value>
    public string Data { get; set; } = DefaultData;

    /// <summary>The address to listen on; off the loopback interface with TLS only. Port 0 takes any free port.</summary>
    /// <value>Default: <see cref="TrainRecorder.Hosting.LocalEndpoint.DefaultUrl"/>.</value>
    public Uri Url { get; set; } = new(TrainRecorder.Hosting.LocalEndpoint.DefaultUrl);

    /// <summary>PEM file with the certificate that the service shows, its own first, then those up to its authority. For an address with <c>https</c>.</summary>
    /// <value>Default: none.</value>
    public string? TlsCertificate { get; set; }

    /// <summary>PEM file with its key.</summary>
    /// <value>Default: the file of the certificate.</value>
    public string? TlsKey { get; set; }

    /// <summary>PEM file with the authorities whose certificates callers must have (mutual TLS).</summary>
    /// <value>Default: none; then no certificate is asked for.</value>
    public string? ClientAuthority { get; set; }

    /// <summary>What a caller with such a certificate and without a token may do.</summary>
    /// <value>Default: submit.</value>
    public Scope ClientScope { get; set; } = Scope.Submit;

    /// <summary>Describes the contract to tools that ask (gRPC reflection). For development.</summary>
    /// <value>Default: false.</value>
    public bool Reflection { get; set; }

    /// <summary>Where traces and metrics are sent (OTLP over HTTP): <c>http://127.0.0.1:4318</c>.</summary>
    /// <value>Default: none; then nothing is measured.</value>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>Time between two exports of metrics.</summary>
    /// <value>Default: 60 s.</value>
    public TimeSpan OtlpInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The log as JSON, an object a line, instead of text.</summary>
    /// <value>Default: false.</value>
    public bool JsonLog { get; set; }

    /// <summary>Workers that may run at once.</summary>
    /// <value>Default: 1.</value>
    public int MaxRunning { get; set; } = 1;

    /// <summary>Runs that may wait.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxQueued { get; set; } = 1_000;

    /// <summary>Lost attempts in a row, without an epoch committed in between, after which a run has failed: one more than this.</summary>
    /// <value>Default: 5.</value>
    public int MaxRetries { get; set; } = 5;

    /// <summary>
    /// How long a run waits after its second lost attempt in a row; twice as long after each further one, at most an hour. After
    /// the first it is tried again at once.
    /// </summary>
    /// <value>Default: 5 s.</value>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker may be silent before it is declared lost.</summary>
    /// <value>Default: 15 s.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a worker process may take until it reports for the first time.</summary>
    /// <value>Default: 60 s.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a cancelled run's worker may take to stop by itself.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Memory that a run may need by its estimate, in bytes; 0: what the machine has.</summary>
    /// <value>Default: 0.</value>
    public long MaxWorkerMemory { get; set; }

    /// <summary>Bytes that everything kept may take; 0: as much as the disk holds.</summary>
    /// <value>Default: 0.</value>
    public long Quota { get; set; }

    /// <summary>How long the service waits for its workers to yield when it stops.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Stop in order when standard input closes: a program that starts the service so leaves none behind, even if it is killed.</summary>
    /// <value>Default: false.</value>
    public bool StopWithInput { get; set; }

    /// <summary>Time between two tries to seal a recording.</summary>
    /// <value>Default: 60 s.</value>
    public TimeSpan SealRetry { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Threads a worker trains with; 0: the worker decides.</summary>
    /// <value>Default: 0.</value>
    public int Threads { get; set; }

    /// <summary>Bytes of a run's worker log; when it is full the older half is dropped.</summary>
    /// <value>Default: 4 MiB.</value>
    public long MaxLogBytes { get; set; } = 4L << 20;

    /// <summary>Largest dataset, in bytes.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaxDatasetBytes { get; set; } = 1L << 30;

    /// <summary>Uploads at once.</summary>
    /// <value>Default: 4.</value>
    public int MaxUploads { get; set; } = 4;

    /// <summary>How long an upload may bring no bytes.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan UploadIdle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the bytes of a broken upload are kept.</summary>
    /// <value>Default: 1 day.</value>
    public TimeSpan KeepUploads { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Largest recording that is imported, in bytes.</summary>
    /// <value>Default: 64 GiB.</value>
    public long MaxImportBytes { get; set; } = 64L << 30;

    /// <summary>Time of the process that verifies a recording.</summary>
    /// <value>Default: 30 min.</value>
    public TimeSpan VerifyTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The newest so many archives are kept; 0: all.</summary>
    /// <value>Default: 0.</value>
    public int KeepArchives { get; set; }

    /// <summary>How long archives are kept; zero: for good.</summary>
    /// <value>Default: for good.</value>
    public TimeSpan KeepArchivesFor { get; set; }

    /// <summary>How long a request id makes no second run; the contract promises a day.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan KeepRequests { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the changes of a run that is over can be watched again.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan KeepEvents { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Changes of one run that can be watched again.</summary>
    /// <value>Default: 100,000.</value>
    public int MaxEvents { get; set; } = 100_000;

    /// <summary>Memory of the process that reads an uploaded file, in bytes.</summary>
    /// <value>Default: 1 GiB.</value>
    public long InspectMemory { get; set; } = 1L << 30;

    /// <summary>Time of the process that reads an uploaded file.</summary>
    /// <value>Default: 120 s.</value>
    public TimeSpan InspectTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>Bytes that stay free on the disk: uploads and archives that would go below are refused.</summary>
    /// <value>Default: 256 MiB.</value>
    public long ReservedDisk { get; set; } = 256L << 20;

    /// <summary>Connections of callers at once; those of workers have a door of their own.</summary>
    /// <value>Default: 2,000.</value>
    public int MaxConnections { get; set; } = 2_000;

    /// <summary>Streams of WatchRun at once.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxWatchers { get; set; } = 1_000;

    /// <summary>Downloads at once.</summary>
    /// <value>Default: 32.</value>
    public int MaxDownloads { get; set; } = 32;

    /// <summary>Readers of tensors, metrics and logs at once.</summary>
    /// <value>Default: 32.</value>
    public int MaxReaders { get; set; } = 32;

    /// <summary>Time between two bookmarks of a watch; the contract promises one in 10 s.</summary>
    /// <value>Default: 5 s.</value>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the reader of a stream may take nothing before it is dropped; a connection that is silent for so long is asked for a sign of life.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan SlowReader { get; set; } = TimeSpan.FromSeconds(30);

    private static string DefaultData => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "trainrecorder", "data");
}
