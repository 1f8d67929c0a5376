using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

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

    /// <summary>A run of a convolutional network: images of 12 by 12, two convolutions, a pool, layers that only pass on, ten classes.</summary>
    public static SyntheticRun Convolution(int epochs = 10) => new(new NetworkShape(
    [
        new LayerShape { Name = "input", Title = "Input Layer", Kind = "input", Units = 144, Image = new ImageShape(1, 12, 12) },
        Convolution("hidden1", "Hidden Layer 1", 8, 1, 10),
        new LayerShape { Name = "hidden2", Title = "Hidden Layer 2", Kind = "max_pool2d", Units = 8 * 25, Image = new ImageShape(8, 5, 5) },
        Convolution("hidden3", "Hidden Layer 3", 16, 8, 3),
        new LayerShape { Name = "hidden4", Title = "Hidden Layer 4", Kind = "flatten", Units = 144 },
        new LayerShape { Name = "hidden5", Title = "Hidden Layer 5", Kind = "dropout", Units = 144 },
        new LayerShape
        {
            Name = "output", Title = "Output Layer", Units = 10, Activation = "softmax", HasWeights = true, WeightShape = [10, 144],
            UnitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        },
    ]), epochs, name: "convolution");

    /// <summary>A run of a residual network: the sum takes the first hidden layer beside the second.</summary>
    public static SyntheticRun Residual(int epochs = 10) => new(new NetworkShape(
    [
        new LayerShape { Name = "input", Title = "Input Layer", Kind = "input", Units = 6 },
        Dense("hidden1", "Hidden Layer 1", 12, 6),
        Dense("block_hidden1", "Block Layer 1", 12, 12),
        Dense("block_hidden2", "Block Layer 2", 12, 12),
        new LayerShape { Name = "block", Title = "Residual Block", Kind = "residual", Units = 12, Inputs = [3, 1] },
        new LayerShape { Name = "norm", Title = "Norm", Kind = "batch_norm", Units = 12, WeightShape = [12] },
        new LayerShape { Name = "output", Title = "Output Layer", Units = 3, Activation = "softmax", HasWeights = true, WeightShape = [3, 12] },
    ]), epochs, name: "residual");

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
                Weight = layer.WeightShape.Count > 0 ? Mix(_first[index], _last[index], progress) : null,
                Saturation = layer.HasSaturation ? Saturation(index, progress) : null,
                MeanActivation = layer.HasSaturation ? null : Activation(index, progress),
                Activation = layer.Image is null ? null : index == 0 ? Activation(index, progress) : Map(layer, index, progress),
                Bias = layer.HasWeights || layer.HasSaturation ? [.. _levels[index].Select(level => (level - 0.5f) * progress)] : null,
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
            Weights = Ranges(ends),
            Maps =
            [
                .. Enumerable.Range(0, Network.Layers.Count).Select(index => ends[1].Layers[index].Activation is { } map ? ActivationRange.Of(map) : null),
            ],
            Biases = [.. Network.Layers.Select(_ => (ActivationRange?)new ActivationRange(-0.5f, 0.5f))],
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

    private WeightRange?[] Ranges(FrameData[] ends)
    {
        DrawnNetwork drawn = DrawnNetwork.Of(Network);
        WeightRange?[] ranges = new WeightRange?[Network.Layers.Count];
        for (int place = 0; place < drawn.Recorded.Count; place++)
        {
            if (drawn.WireOf(place) is not { } wire)
                continue;
            foreach (FrameData end in ends)
            {
                float[] weight = end.Layers[drawn.Recorded[place]].Weight!;
                ranges[drawn.Recorded[place]] = (WeightRange.Of(wire.Matrix(weight), wire.UnitsTo) with { LargestSingle = WeightRange.LargestOf(weight) })
                    .Union(ranges[drawn.Recorded[place]]);
            }
        }
        return ranges;
    }

    private static LayerShape Dense(string name, string title, int units, int inputs) => new()
    {
        Name = name, Title = title, Units = units, Activation = "relu", HasWeights = true, HasSaturation = true, WeightShape = [units, inputs],
    };

    private static LayerShape Convolution(string name, string title, int channels, int inputs, int side) => new()
    {
        Name = name, Title = title, Kind = "conv2d", Units = channels * side * side, Image = new ImageShape(channels, side, side), Activation = "relu",
        HasSaturation = true, WeightShape = [channels, inputs, 3, 3],
    };

    /// <summary>Waves across each channel, of another direction each.</summary>
    private static float[] Map(LayerShape layer, int index, float progress)
    {
        ImageShape image = layer.Image!.Value;
        float[] map = new float[layer.Units];
        for (int unit = 0; unit < map.Length; unit++)
        {
            int channel = unit / image.Pixels, row = unit % image.Pixels / image.Width, column = unit % image.Width;
            map[unit] = MathF.Max(0, MathF.Sin(channel + index + (row * (channel % 3 - 1) + column * (channel % 2 + 0.5f)) * 0.9f)) * (0.2f + progress);
        }
        return map;
    }

    private float[] Weights(int index, Random random, bool sharp)
    {
        IReadOnlyList<int> shape = Network.Layers[index].WeightShape;
        if (shape.Count == 0)
            return [];
        float[] weights = new float[shape.Aggregate(1, (product, axis) => product * axis)];
        float scale = 1 / MathF.Sqrt(weights.Length / shape[0]);
        for (int place = 0; place < weights.Length; place++)
        {
            float normal = Normal(random);
            weights[place] = scale * (sharp ? normal * normal * normal : normal * 0.5f);
        }
        return weights;
    }

    private static float[] Levels(LayerShape layer, int index, Random random)
    {
        float[] levels = new float[index > 0 && layer.Image is { } channels ? channels.Channels : layer.Units];
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
