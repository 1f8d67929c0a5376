using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Observation;

/// <summary>The spectrum of a layer by its units: of an image each place is a sample of its channels.</summary>
internal sealed class UnitDirections(TensorShape shape)
{
    /// <summary>Places beyond this number are thinned out evenly.</summary>
    private const int MostPlaces = 8_192;

    private float[] _places = [];

    /// <summary>Works it out from activations <c>[probe, values]</c>.</summary>
    public Spectrum Of(ReadOnlySpan<float> activation)
    {
        var (units, stride) = (shape.Units, shape.UnitStride);
        if (stride == 1) return Spectrum.Of(Thinned(activation, units), units);
        var places = activation.Length / units;
        var used = Math.Min(places, MostPlaces);
        if (_places.Length != used * units) _places = new float[used * units];
        for (var i = 0; i < used; i++)
        {
            // A place is a position in a sample; its units are a stride apart.
            var (sample, position) = Math.DivRem((int)((long)i * places / used), stride);
            for (var unit = 0; unit < units; unit++) _places[(i * units) + unit] = activation[(((sample * units) + unit) * stride) + position];
        }
        return Spectrum.Of(_places, units);
    }

    private ReadOnlySpan<float> Thinned(ReadOnlySpan<float> activation, int units)
    {
        var places = activation.Length / units;
        if (places <= MostPlaces || !shape.UnitsLast) return activation;
        if (_places.Length != MostPlaces * units) _places = new float[MostPlaces * units];
        for (var i = 0; i < MostPlaces; i++)
            activation.Slice((int)((long)i * places / MostPlaces) * units, units).CopyTo(_places.AsSpan(i * units));
        return _places;
    }
}
