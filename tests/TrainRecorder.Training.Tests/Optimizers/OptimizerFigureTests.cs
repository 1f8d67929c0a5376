using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Optimizers;

/// <summary>Optimisers take PyTorch's steps.</summary>
public class OptimizerFigureTests
{
    public static TheoryData<int> Cases => TorchFigures.Indices("optimizers");

    public static TheoryData<int> Clippings => TorchFigures.Indices("clippings");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_SameGradients_GivesPyTorchsValues(int index)
    {
        var figures = TorchFigures.Of("optimizers")[index];
        var start = TorchFigures.Of("start").Numbers();
        using var pool = new WorkerPool(1);
        var parameter = new Parameter("a", 1, start.Length);
        for (var i = 0; i < start.Length; i++) parameter.Value.Row(0)[i] = (float)start[i];
        var optimizer = OptimizerKinds.Create(TorchFigures.Training($$"""{ "optimizer": {{figures.GetProperty("optimizer")}} }"""));
        optimizer.Attach([parameter]);

        var step = 0;
        foreach (var (gradient, expected) in TorchFigures.Of("gradients").Rows().Zip(figures.GetProperty("values").Rows()))
        {
            for (var i = 0; i < start.Length; i++) parameter.Gradient.Row(0)[i] = (float)gradient[i];
            optimizer.Step(++step, pool);
            for (var i = 0; i < start.Length; i++) Assert.Equal(expected[i], parameter.Value.Row(0)[i], 2e-6 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Clippings))]
    public void Apply_Gradients_AreClippedAsByPyTorch(int index)
    {
        var figures = TorchFigures.Of("clippings")[index];
        using var pool = new WorkerPool(2);
        Parameter[] parameters = [.. figures.GetProperty("before").Rows().Select(Parameter)];
        var limit = new GradientLimit(TorchFigures.Training($$"""{ "clipping": {{figures.GetProperty("clipping")}} }""").Clipping, parameters);

        limit.Apply(pool);

        foreach (var (parameter, expected) in parameters.Zip(figures.GetProperty("after").Rows()))
            Assert.Equal(expected, parameter.Gradient.Row(0).ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Norm_OfLargeParameters_IsTheSameOnSeveralThreads()
    {
        var parameter = new Parameter("a", 700, 900);
        for (var i = 0; i < 700; i++) parameter.Gradient.Row(i).Fill((i % 13) - 6.5f);
        var limit = new GradientLimit(null, [parameter]);
        using var one = new WorkerPool(1);
        using var three = new WorkerPool(3);

        var norm = limit.Norm(one);

        Assert.Equal(norm, limit.Norm(three));
        Assert.Equal(Math.Sqrt(900 * Enumerable.Range(0, 700).Sum(i => Math.Pow((i % 13) - 6.5, 2))), norm, 1e-9 * norm);
    }

    private static Parameter Parameter(double[] gradient)
    {
        var parameter = new Parameter("a", 1, gradient.Length);
        for (var i = 0; i < gradient.Length; i++) parameter.Gradient.Row(0)[i] = (float)gradient[i];
        return parameter;
    }
}
