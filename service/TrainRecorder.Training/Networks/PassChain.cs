using TrainRecorder.Training.Layers;

namespace TrainRecorder.Training.Networks;

/// <summary>The passes of layers that follow each other.</summary>
internal sealed class PassChain
{
    private readonly LayerPass[] _passes;

    /// <param name="layers">At least one.</param>
    /// <param name="settings">Size and purpose.</param>
    /// <param name="input">What comes into the first.</param>
    public PassChain(IReadOnlyList<NetworkLayer> layers, PassSettings settings, PassInput input)
    {
        _passes = new LayerPass[layers.Count];
        for (var i = 0; i < _passes.Length; i++)
        {
            _passes[i] = layers[i].CreatePass(settings, input);
            input = new PassInput(_passes[i].Output, null, _passes[i].Gradient);
        }
    }

    /// <summary>The last layer's pass.</summary>
    public LayerPass Output => _passes[^1];

    /// <summary>The passes of the layers and of all inside, in the order in which they are recorded.</summary>
    public IEnumerable<LayerPass> All => _passes.SelectMany(pass => pass.All);

    /// <summary>Works out the outputs of all layers, in order.</summary>
    public void Forward(int samples, BatchPlace place)
    {
        foreach (var pass in _passes) pass.Forward(samples, place);
    }

    /// <summary>Works out all gradients from that in the last layer's pass.</summary>
    /// <param name="samples">Samples of the batch that was last passed forward.</param>
    /// <param name="gradientIsOfSums">The gradient is already that by the last layer's sums.</param>
    public void Backward(int samples, bool gradientIsOfSums)
    {
        for (var i = _passes.Length - 1; i >= 0; i--) _passes[i].Backward(samples, gradientIsOfSums && i == _passes.Length - 1);
    }
}
