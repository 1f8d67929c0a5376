using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Endpoints;

/// <summary>The limits on what long calls may be under way at once.</summary>
internal sealed class Turnstiles(ServiceOptions options)
{
    /// <summary>Streams of WatchRun.</summary>
    public Turnstile Watchers { get; } = new(options.MaxWatchers, "watchers");

    /// <summary>Uploads of datasets and imports of recordings.</summary>
    public Turnstile Uploads { get; } = new(options.MaxUploads, "uploads");

    /// <summary>Downloads of recordings.</summary>
    public Turnstile Downloads { get; } = new(options.MaxDownloads, "downloads");

    /// <summary>Streams of tensors, metrics and logs.</summary>
    public Turnstile Readers { get; } = new(options.MaxReaders, "readers");

    /// <summary>Processes that look into a file: they take memory, and a processor each.</summary>
    public Turnstile Inspections { get; } = new(options.MaxUploads, "inspections");
}
