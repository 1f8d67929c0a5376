using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Tests.Synthetic;

/// <summary>A run that was never trained but looks as if: weights grow from small random ones to larger, sparser ones, saturation rises, the loss falls.</summary>
public sealed class SyntheticRun
{
    private readonly float[][] _first;
    private readonly float[][] _last;
    private readonly float[][] _levels;
    private readonly int _epochs;

    public SyntheticRun(NetworkShape network, int epochs, int seed = 7, string name = "digits")
    {
        Network = network;
        _epochs = epochs;
        Random random = new(seed);
        _first = [.. network.Layers.Select((layer, index) => Weights(index, random, sharp: false))];
        _last = [.. network.Layers.Select((layer, index) => Weights(index, random, sharp: true))];
        _levels = [.. network.Layers.Select((layer, index) => Levels(layer, index, random))];
        History = MakeHistory(name);
    }

    public NetworkShape Network { get; }

    public RunHistory History { get; }

    /// <summary>A run of the digits: 8 by 8 pixels, 32 tanh units, ten classes.</summary>
    public static SyntheticRun Digits(int epochs = 60)
    {
        NetworkShape shape = NetworkShape.Dense([64, 32, 10]);
        LayerShape[] layers = [.. shape.Layers];
        layers[0] = layers[0] with { Image = new ImageShape(1, 8, 8) };
        layers[^1] = layers[^1] with { UnitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] };
        return new SyntheticRun(new NetworkShape(layers), epochs);
    }

    /// <summary>A run of dense layers.</summary>
    public static SyntheticRun Dense(int[] units, string activation = "tanh", int epochs = 20, string? name = null) =>
        new(NetworkShape.Dense(units, activation, units[^1] == 1 ? "linear" : "softmax"), epochs, name: name ?? string.Join("-", units));

    public FrameData Frame(int epoch)
    {
        float progress = Progress(epoch);
        return new FrameData(epoch,
        [
            .. Network.Layers.Select((layer, index) => new LayerFrame
            {
                Weight = layer.HasWeights ? Mix(_first[index], _last[index], progress) : null,
                Saturation = layer.HasSaturation ? Saturation(index, progress) : null,
                MeanActivation = layer.HasSaturation ? null : Activation(index, progress),
                DeadUnits = layer.HasSaturation ? Saturation(index, progress).Count(value => value >= 1) : null,
            }),
        ]);
    }

    private float Progress(int epoch) => _epochs == 0 ? 0 : 1 - MathF.Exp(-4f * epoch / _epochs);

    private RunHistory MakeHistory(string name)
    {
        int[] epochs = [.. Enumerable.Range(0, _epochs + 1)];
        FrameData[] ends = [Frame(0), Frame(_epochs)];
        return new RunHistory
        {
            Name = name,
            Epochs = epochs,
            TrainLoss = new Curve([.. epochs.Select(epoch => 2.3 * (1 - Progress(epoch)) + 0.007)]),
            ValidationLoss = new Curve([.. epochs.Select(epoch => 2.2 * (1 - Progress(epoch)) + 0.12)]),
            Score = "accuracy",
            TrainScore = new Curve([.. epochs.Select(epoch => 0.1 + 0.899 * Progress(epoch))]),
            ValidationScore = new Curve([.. epochs.Select(epoch => 0.1 + 0.88 * Progress(epoch))]),
            Saturation =
            [
                .. Enumerable.Range(0, Network.Layers.Count).Where(index => Network.Layers[index].HasSaturation).Select(index =>
                    new SaturationHistory(index, epochs, [.. epochs.SelectMany(epoch => Saturation(index, Progress(epoch)))])),
            ],
            Weights =
            [
                .. Enumerable.Range(0, Network.Layers.Count).Select(index => Network.Layers[index].HasWeights
                    ? ends.Select(frame => WeightRange.Of(frame.Layers[index].Weight, Network.Layers[index].Units)).Aggregate((one, other) => one.Union(other))
                    : default(WeightRange?)),
            ],
            Activations =
            [
                .. Enumerable.Range(0, Network.Layers.Count).Select(index => ends[0].Layers[index].MeanActivation is null
                    ? default(ActivationRange?)
                    : new ActivationRange(
                        ends.Min(frame => frame.Layers[index].MeanActivation!.Min()),
                        ends.Max(frame => frame.Layers[index].MeanActivation!.Max()))),
            ],
        };
    }

    private float[] Weights(int index, Random random, bool sharp)
    {
        if (!Network.Layers[index].HasWeights)
            return [];
        int inputs = Network.Layers[index - 1].Units;
        float scale = 1 / MathF.Sqrt(inputs);
        float[] weights = new float[inputs * Network.Layers[index].Units];
        for (int place = 0; place < weights.Length; place++)
        {
            float normal = Normal(random);
            weights[place] = scale * (sharp ? normal * normal * normal : normal * 0.5f);
        }
        return weights;
    }

    private static float[] Levels(LayerShape layer, int index, Random random)
    {
        float[] levels = new float[layer.Units];
        for (int unit = 0; unit < levels.Length; unit++)
            levels[unit] = random.NextSingle();
        if (index == 0 && layer.Image is { } image)
        {
            for (int unit = 0; unit < levels.Length; unit++)
            {
                float row = unit / image.Width % image.Height - image.Height / 2f + 0.5f, column = unit % image.Width - image.Width / 2f + 0.5f;
                float ring = MathF.Abs(MathF.Sqrt(row * row + column * column * 2) - image.Height / 3f);
                levels[unit] = MathF.Max(0, 1 - ring / image.Height * 4) * 15;
            }
        }
        return levels;
    }

    private float[] Saturation(int index, float progress) =>
        [.. _levels[index].Select(level => Math.Clamp(0.1f + 0.25f * level + progress * (0.35f + 0.35f * level), 0, 1))];

    private float[] Activation(int index, float progress) =>
        [.. _levels[index].Select(level => index == 0 ? level : (0.4f + level * (0.2f + progress)) / Network.Layers[index].Units)];

    private static float[] Mix(float[] first, float[] last, float share) => [.. first.Zip(last, (from, to) => from + (to - from) * share)];

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
