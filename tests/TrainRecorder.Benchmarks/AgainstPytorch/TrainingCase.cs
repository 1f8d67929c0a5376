namespace TrainRecorder.Benchmarks.AgainstPytorch;

/// <summary>A network that both sides train: Adam, its default rate, a new order of the samples each epoch.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Shape">Inputs, hidden units, outputs; of the LeNet the dense part.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="Classes">Cross entropy over classes; otherwise the mean squared error of values.</param>
/// <param name="Batch">Samples a step.</param>
/// <param name="Samples">Samples an epoch.</param>
/// <param name="Lenet">With LeCun's two convolutions of 5 by 5 and pools before the dense layers, over 28 by 28 pixels.</param>
/// <param name="Least">The ratio that is promised with one thread.</param>
/// <param name="LeastOfTwo">The ratio that is promised with two threads; 0: none.</param>
internal sealed record TrainingCase(
    string Name, int[] Shape, string Activation, bool Classes, int Batch, int Samples, bool Lenet, double Least, double LeastOfTwo = 0)
{
    public static IReadOnlyList<TrainingCase> All { get; } =
    [
        new("[1000,300,50], batch 64", [1000, 300, 50], "relu", Classes: true, 64, 10_000, Lenet: false, 2, 2.5),
        new("[784,512,256,10], batch 128", [784, 512, 256, 10], "relu", Classes: true, 128, 10_000, Lenet: false, 1.5),
        new("[2,8,8,1], batch 10", [2, 8, 8, 1], "tanh", Classes: false, 10, 2_000, Lenet: false, 150),
        new("LeNet, batch 64", [400, 120, 84, 10], "relu", Classes: true, 64, 2_000, Lenet: true, 1),
    ];

    /// <summary>Steps an epoch.</summary>
    public int Steps => (Samples + Batch - 1) / Batch;
}
