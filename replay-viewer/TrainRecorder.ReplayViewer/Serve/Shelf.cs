using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>
/// The recordings that are served. Requests name them by number, so that no name of a request ever meets the file system; what lies in a
/// folder is found by looking into it.
/// </summary>
internal sealed class Shelf : IDisposable
{
    private const int Most = 1000;

    private readonly IReadOnlyList<string> _paths;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<ServedRecording> _recordings = [];

    /// <param name="paths">A recording or a folder with several; or two recordings to be compared.</param>
    /// <param name="time">When live recordings are looked at again.</param>
    public Shelf(IReadOnlyList<string> paths, TimeProvider time) => (_paths, _time) = (paths, time);

    /// <summary>Two were asked for: they are shown side by side.</summary>
    public bool Compare => _paths.Count == 2;

    /// <summary>The recording of a number, or null.</summary>
    public ServedRecording? this[int number]
    {
        get
        {
            lock (_lock)
                return number >= 0 && number < _recordings.Count ? _recordings[number] : null;
        }
    }

    /// <summary>Looks at the paths, and reads what the first view needs, so that it comes at once.</summary>
    /// <exception cref="RecordingException">There is no recording at a path.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Look();
        foreach (string path in _paths)
        {
            if (!File.Exists(path) && !Directory.Exists(path))
                throw new RecordingException(RecordingFault.Missing, $"There is nothing at {path}.");
        }
        ServedRecording[] first = [.. Enumerable.Range(0, _paths.Count).Select(number => this[number]).OfType<ServedRecording>()];
        if (first.Length == 0)
            throw new RecordingException(RecordingFault.Missing, $"There is no recording in {_paths[0]}.");

        // Of one recording a fault is said now; of a folder of several it is said in their list.
        bool isFolder = _paths.Count == 1 && first[0].Path != _paths[0];
        foreach (ServedRecording recording in isFolder ? [] : first)
        {
            if (!recording.MayComeYet)
                await recording.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What there is now.</summary>
    public async Task<PageListing> ListAsync(CancellationToken cancellationToken)
    {
        Look();
        ServedRecording[] recordings;
        lock (_lock)
            recordings = [.. _recordings];
        List<PageEntry> entries = [];
        foreach (ServedRecording recording in recordings)
            entries.Add(await recording.EntryAsync(cancellationToken).ConfigureAwait(false));
        return new PageListing(entries, Compare);
    }

    public void Dispose()
    {
        lock (_lock)
            _recordings.ForEach(recording => recording.Dispose());
    }

    /// <summary>The folder holds segments of a live recording.</summary>
    public static bool HoldsSegments(string folder) => Directory.EnumerateFiles(folder, "*.parquet").Any(file => Segment.IsName(Path.GetFileName(file)));

    /// <summary>The one sealed recording of a folder, or null.</summary>
    public static string? SealedIn(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.parquet").Where(file => !Segment.IsName(Path.GetFileName(file))).Take(2)];
        return files.Length == 1 ? files[0] : null;
    }

    /// <summary>Adds what is new; a number, once given, stays.</summary>
    private void Look()
    {
        string[] found = [.. _paths.SelectMany(path => Compare ? [path] : In(path))];
        lock (_lock)
        {
            HashSet<string> known = [.. _recordings.Select(recording => recording.Path)];
            foreach (string path in found)
            {
                if (known.Add(path) && _recordings.Count < Most)
                    _recordings.Add(new ServedRecording(path, _time));
            }
        }
    }

    private static IEnumerable<string> In(string path)
    {
        if (!Directory.Exists(path) || HoldsSegments(path))
            return [path];
        string[] files = [.. Directory.EnumerateFiles(path, "*.parquet").Order(StringComparer.Ordinal)];
        string[] folders =
        [
            .. Directory.EnumerateDirectories(path).Where(folder => HoldsSegments(folder) || SealedIn(folder) is not null).Order(StringComparer.Ordinal),
        ];

        // A folder in which nothing is yet may become a live recording.
        return files.Length + folders.Length == 0 ? [path] : [.. files, .. folders];
    }
}
