using Google.Protobuf;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Networks;

/// <summary>Networks of a few layers.</summary>
internal static class TestNetworks
{
    /// <summary>Resolves a network given as JSON; the output layer must name its activation.</summary>
    public static Network Resolve(string json, params int[] inputShape)
    {
        var violations = new Violations();
        var network = JsonParser.Default.Parse<Network>(json);
        network.InputShape.Add(inputShape);
        NetworkRules.Resolve(network, DataFacts.None, violations);
        Assert.Equal("", string.Join("\n", violations.All.Select(violation => $"{violation.Field}: {violation.Description}")));
        return network;
    }

    /// <summary>Makes a network given as JSON.</summary>
    public static FeedForwardNetwork Build(string json, long seed, params int[] inputShape) => new(Resolve(json, inputShape), seed);

    /// <summary>A layer whose sums are its inputs, plus a bias of 0.</summary>
    public static FeedForwardNetwork Identity(string activation, int units)
    {
        var network = Build($$"""{ "layers": [ { "name": "output", "dense": { "units": {{units}}, "activation": "{{activation}}" } } ] }""", 0, units);
        foreach (var parameter in network.Parameters) parameter.Value.All.Clear();
        for (var i = 0; i < units; i++) network.Parameters[0].Value.Row(i)[i] = 1;
        return network;
    }

    /// <summary>Sets the values of a tensor, row by row of its matrix.</summary>
    public static void Set(FeedForwardNetwork network, string path, params float[] values)
    {
        var tensor = network.Tensors.Single(tensor => tensor.Path == path);
        Assert.Equal(tensor.Value.Rows * tensor.Value.Columns, values.Length);
        for (var i = 0; i < tensor.Value.Rows; i++) values.AsSpan(i * tensor.Value.Columns, tensor.Value.Columns).CopyTo(tensor.Value.Row(i));
    }
}
