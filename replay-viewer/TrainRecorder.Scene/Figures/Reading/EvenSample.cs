namespace TrainRecorder.Scene.Figures.Reading;

/// <summary>Keeps at most so many of a stream of items, evenly spread, and the last one: memory does not grow with the stream.</summary>
/// <remarks>Every n-th item is kept, n being 1, 2, 4 … as the stream grows; so between half of the places and all of them are in use.</remarks>
internal sealed class EvenSample<T>
{
    private readonly int _most;
    private readonly List<T> _kept = [];
    private T? _last;
    private bool _isLastKept = true;

    /// <param name="most">At least 2.</param>
    public EvenSample(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        _most = most - 1;
    }

    /// <summary>Items seen.</summary>
    public long Count { get; private set; }

    /// <summary>Every so-manieth item is kept.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>The items kept, in order: the first, the last, and some between.</summary>
    public IReadOnlyList<T> Items => _isLastKept ? _kept : [.. _kept, _last!];

    /// <summary>Takes an item.</summary>
    public void Add(T item)
    {
        _isLastKept = Count++ % Stride == 0;
        _last = item;
        if (!_isLastKept)
            return;
        if (_kept.Count == _most)
        {
            for (int index = 0; 2 * index < _kept.Count; index++)
                _kept[index] = _kept[2 * index];
            _kept.RemoveRange((_kept.Count + 1) / 2, _kept.Count / 2);
            Stride *= 2;
            _isLastKept = (Count - 1) % Stride == 0;
            if (!_isLastKept)
                return;
        }
        _kept.Add(item);
    }
}
