using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>The kinds of generated data.</summary>
internal static class GeneratorKinds
{
    /// <summary>Makes the rows of a resolved job.</summary>
    public static GeneratedRows Generate(Generator generator, long seed, WorkerPool pool) => generator.KindCase switch
    {
        Generator.KindOneofCase.Xor => XorGenerator.Generate(generator.Xor, seed),
        Generator.KindOneofCase.Teacher => TeacherGenerator.Generate(generator.Teacher, seed, pool),
        Generator.KindOneofCase.Spirals => SpiralsGenerator.Generate(generator.Spirals, seed),
        Generator.KindOneofCase.Circles => CirclesGenerator.Generate(generator.Circles, seed),
        Generator.KindOneofCase.Moons => MoonsGenerator.Generate(generator.Moons, seed),
        Generator.KindOneofCase.Blobs => BlobsGenerator.Generate(generator.Blobs, seed),
        Generator.KindOneofCase.Regression => TeacherGenerator.Generate(generator.Regression, seed, pool),
        _ => throw new InvalidOperationException("The generator has no kind."),
    };
}
