using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>
/// A disk in memory that knows what would survive a loss of power (bytes that were synced, names whose folder was synced), and that fails as planned.
/// </summary>
internal sealed class MemoryFileSystem : IFileSystem
{
    private readonly Lock _lock = new();
    private Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private Dictionary<string, Node> _durable = new(StringComparer.Ordinal);
    private FaultPlan _plan = FaultPlan.None;
    private int _operations;

    /// <summary>A planned fault was met since the plan was made.</summary>
    public bool WasHit { get; private set; }

    public IEnumerable<string> Paths => _names.Keys.Order(StringComparer.Ordinal);

    /// <summary>Plans a fault; operations are counted from now on.</summary>
    public void Arm(FaultPlan plan)
    {
        _plan = plan;
        _operations = 0;
        WasHit = false;
    }

    /// <summary>From now on all goes well.</summary>
    public void Disarm() => _plan = FaultPlan.None;

    /// <summary>Another disk with the same content.</summary>
    public MemoryFileSystem Copy()
    {
        Dictionary<Node, Node> copies = _names.Values.Concat(_durable.Values).Distinct()
            .ToDictionary(node => node, node => new Node { Bytes = [.. node.Bytes], Synced = node.Synced });
        return new MemoryFileSystem { _names = Copied(_names), _durable = Copied(_durable) };

        Dictionary<string, Node> Copied(Dictionary<string, Node> names) => names.ToDictionary(name => name.Key, name => copies[name.Value], StringComparer.Ordinal);
    }

    /// <summary>Another disk with the same files, not copied, for what only reads them, and a fault.</summary>
    public MemoryFileSystem Failing(FaultPlan plan)
    {
        MemoryFileSystem failing = new() { _names = _names, _durable = _durable };
        failing.Arm(plan);
        return failing;
    }

    /// <summary>Loses every name that was not synced, and of the bytes that were not what <paramref name="tear"/> says.</summary>
    public void CutPower(Tear tear)
    {
        _names = new(_durable, StringComparer.Ordinal);
        foreach (Node node in _names.Values)
        {
            node.Bytes = [.. tear.Left(node.Synced, [.. node.Bytes])];
        }
    }

    public byte[] Read(string path) => [.. _names[path].Bytes];

    public void CreateFolder(string path)
    {
        lock (_lock)
        {
            Operate(FaultKind.DiskFull);
        }
    }

    public bool FolderExists(string path)
    {
        lock (_lock)
        {
            return !_names.ContainsKey(path) && !path.EndsWith(".parquet", StringComparison.Ordinal);
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        lock (_lock)
        {
            Operate();
            return [.. _names.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))];
        }
    }

    public IFileWriter Create(string path)
    {
        lock (_lock)
        {
            Operate(FaultKind.DiskFull);
            Node node = new();
            _names[path] = node;
            return new Writer(this, node);
        }
    }

    public IFileReader OpenRead(string path)
    {
        lock (_lock)
        {
            Operate();
            return new Reader(this, _names.TryGetValue(path, out Node? node) ? node : throw new FileNotFoundException(path));
        }
    }

    public void Rename(string from, string to, bool replace)
    {
        lock (_lock)
        {
            Operate(FaultKind.DiskFull);
            if (!replace && _names.ContainsKey(to))
            {
                throw new IOException($"{to} is there already.");
            }

            _names.Remove(from, out Node? node);
            _names[to] = node ?? throw new FileNotFoundException(from);
        }
    }

    public void Delete(string path)
    {
        lock (_lock)
        {
            Operate();
            _names.Remove(path);
        }
    }

    public void SyncFolder(string path)
    {
        lock (_lock)
        {
            if (Operate(FaultKind.LyingFolderSync))
            {
                return;
            }

            foreach (string name in _durable.Keys.Concat(_names.Keys).Where(name => Path.GetDirectoryName(name) == path).ToArray())
            {
                if (_names.TryGetValue(name, out Node? node))
                {
                    _durable[name] = node;
                }
                else
                {
                    _durable.Remove(name);
                }
            }
        }
    }

    /// <summary>Counts an operation that the planned kind of fault can strike; fails if it is the planned one. True if it shall fail in its own way.</summary>
    private bool Operate(params ReadOnlySpan<FaultKind> kinds)
    {
        if (!(_plan.Kind == FaultKind.InputOutputError || kinds.Contains(_plan.Kind)) || !_plan.Hits(++_operations))
        {
            return false;
        }

        WasHit = true;
        return _plan.Kind switch
        {
            FaultKind.DiskFull => throw new IOException("No space left on device"),
            FaultKind.InputOutputError => throw new IOException("Input/output error"),
            _ => true,
        };
    }

    private sealed class Node
    {
        public List<byte> Bytes { get; set; } = [];

        public byte[] Synced { get; set; } = [];
    }

    private sealed class Writer(MemoryFileSystem system, Node node) : IFileWriter
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            lock (system._lock)
            {
                if (system.Operate(FaultKind.DiskFull, FaultKind.ShortWrite))
                {
                    node.Bytes.AddRange(bytes[..(bytes.Length / 2)]);
                    throw new IOException("The write stopped half-way");
                }

                node.Bytes.AddRange(bytes);
            }
        }

        public void Sync()
        {
            lock (system._lock)
            {
                if (!system.Operate(FaultKind.DiskFull, FaultKind.LyingSync))
                {
                    node.Synced = [.. node.Bytes];
                }
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class Reader(MemoryFileSystem system, Node node) : IFileReader
    {
        public long Length => node.Bytes.Count;

        public void Read(long offset, Span<byte> destination)
        {
            lock (system._lock)
            {
                int end = system.Operate(FaultKind.EarlyEnd) ? (int)offset + (destination.Length / 2) : node.Bytes.Count;
                if (offset + destination.Length > end)
                {
                    throw new EndOfStreamException($"The file ends at byte {end}.");
                }

                node.Bytes.CopyTo((int)offset, destination);
            }
        }

        public void Dispose()
        {
        }
    }
}

internal static class ListExtensions
{
    public static void CopyTo(this List<byte> list, int offset, Span<byte> destination) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list).Slice(offset, destination.Length).CopyTo(destination);
}
