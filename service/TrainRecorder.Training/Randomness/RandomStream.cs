using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Randomness;

/// <summary>What random numbers are drawn for. The values are part of what a seed means: never change one.</summary>
internal enum Purpose : uint
{
    /// <summary>Which rows are held back; number: the class.</summary>
    Split = 1,

    /// <summary>Which samples are the probe; number: the class.</summary>
    Probe = 2,

    /// <summary>The initial values of a layer; number: the layer, 0-based.</summary>
    Initialisation = 3,

    /// <summary>The order of the samples in an epoch; number: the epoch.</summary>
    Shuffle = 4,

    /// <summary>The features of generated data; number: the row.</summary>
    Samples = 5,

    /// <summary>The weights of the teacher; number: the matrix.</summary>
    Teacher = 6,

    /// <summary>Which values dropout sets to zero; drawn by <see cref="DropoutMask"/>.</summary>
    Dropout = 7,

    /// <summary>The centres of clouds; number: the class.</summary>
    Centres = 20,

    /// <summary>The noise on a label; number: the row.</summary>
    Noise = 21,
}

/// <summary>
/// Random numbers that follow from (seed, purpose, number) alone. This is the only source of randomness there is, so
/// that an epoch can be trained again, or go on elsewhere, without a state to keep.
/// </summary>
/// <remarks>Words of <see cref="Philox"/> with the seed as key and (block, block, number, purpose) as counter, in order.</remarks>
internal sealed class RandomStream(long seed, Purpose purpose, int number)
{
    private readonly uint[] _words = new uint[4];
    private ulong _block;
    private int _next = 4;
    private double _spareGaussian = double.NaN;

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        if (_next == 4)
        {
            (_words[0], _words[1], _words[2], _words[3]) =
                Philox.Block((uint)_block, (uint)(_block >> 32), (uint)number, (uint)purpose, (ulong)seed);
            _block++;
            _next = 0;
        }
        return _words[_next++];
    }

    /// <summary>A whole number below <paramref name="bound"/>, each as likely (Lemire 2019, doi 10.1145/3230636).</summary>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        while (true)
        {
            var product = (ulong)NextWord() * (uint)bound;
            if ((uint)product >= (uint)bound || (uint)product >= unchecked(0u - (uint)bound) % (uint)bound) return (int)(product >> 32);
        }
    }

    /// <summary>A double in [0, 1), of 53 bits.</summary>
    public double NextUniform() => (((ulong)NextWord() >> 5 << 26) | (NextWord() >> 6)) * (1.0 / (1L << 53));

    /// <summary>A standard normal number (Box and Muller 1958, doi 10.1214/aoms/1177706645).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            var spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        // 1 - u is never 0.
        var radius = Math.Sqrt(-2 * DoubleMath.Log(1 - NextUniform()));
        var (sine, cosine) = DoubleMath.OfTurns(NextUniform());
        _spareGaussian = radius * sine;
        return radius * cosine;
    }

    /// <summary>Puts items into a random order, each as likely (Fisher and Yates, in Durstenfeld's form).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
