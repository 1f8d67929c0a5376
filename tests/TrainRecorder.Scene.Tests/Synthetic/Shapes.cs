using System.Collections.Concurrent;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Tests.Synthetic;

/// <summary>The networks and sizes that pictures must master.</summary>
public static class Shapes
{
    /// <summary>Units a layer of networks from the smallest to large, narrow to wide, shallow to deep.</summary>
    public static IReadOnlyList<int[]> All { get; } =
    [
        [4, 3], [1, 1], [2, 8, 8, 1], [64, 32, 10], [10, 100, 2], [1000, 300, 50], [784, 512, 256, 10],
        [12, 64, 48, 32, 32, 24, 16, 8], [5000, 2], [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
    ];

    private static readonly ConcurrentDictionary<string, SyntheticRun> s_runs = new();

    /// <summary>Sizes from the smallest to 4K, wide and tall.</summary>
    public static IReadOnlyList<(int Width, int Height)> Sizes { get; } =
        [(480, 270), (800, 450), (1280, 720), (1600, 900), (1920, 1080), (3840, 2160), (900, 1600), (2400, 600)];

    /// <summary>Every network in every size, with the theme turned from one to the next.</summary>
    public static TheoryData<string, int, int> InEverySize()
    {
        TheoryData<string, int, int> data = [];
        foreach (int[] units in All)
        {
            foreach ((int width, int height) in Sizes)
                data.Add(string.Join(',', units), width, height);
        }
        return data;
    }

    /// <summary>The picture of a network's last epoch.</summary>
    public static (SceneComposer Composer, PictureScene Scene) Compose(string units, int width, int height)
    {
        SyntheticRun run = s_runs.GetOrAdd(units, text => SyntheticRun.Dense([.. text.Split(',').Select(int.Parse)], "relu", epochs: 3));
        LayerShape[] layers = [.. run.Network.Layers];
        layers[0] = layers[0] with { UnitNames = [.. Enumerable.Range(0, layers[0].Units).Select(unit => $"feature {unit}")] };
        layers[^1] = layers[^1] with { UnitNames = [.. Enumerable.Range(0, layers[^1].Units).Select(unit => $"class {unit} of a long name")] };
        SceneComposer composer = new(new NetworkShape(layers), run.History, new SceneOptions { Width = width, Height = height });
        return (composer, composer.Compose(run.Frame(3)));
    }
}
