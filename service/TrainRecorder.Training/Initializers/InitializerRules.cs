using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Initializers;

/// <summary>The rules of initialisers in a job.</summary>
internal static class InitializerRules
{
    /// <summary>Vectors that are made orthogonal: the cost grows with their number squared, times their length.</summary>
    private const int OrthogonalVectors = 4_096;

    /// <summary>Checks an initialiser and makes its defaults explicit.</summary>
    /// <param name="initializer">As the job has it; null for the layer's default, which is not made explicit.</param>
    /// <param name="path">Its path.</param>
    /// <param name="shape">Of the tensor, as far as it is known.</param>
    /// <param name="violations">Where violations go.</param>
    public static void Resolve(Initializer? initializer, string path, IReadOnlyList<int>? shape, Violations violations)
    {
        if (initializer is null) return;
        if (initializer.KindCase == Initializer.KindOneofCase.None)
        {
            var known = string.Join(", ", Initializer.Descriptor.Oneofs[0].Fields.Select(field => field.Name));
            violations.Add(path, $"Exactly one kind of initialiser must be given; known: {known}.");
            return;
        }
        path = $"{path}.{Initializer.Descriptor.FindFieldByNumber((int)initializer.KindCase).Name}";
        if (shape is { Count: < 2 } && initializer.KindCase <= Initializer.KindOneofCase.Orthogonal)
        {
            violations.Add(path, "Needs a tensor of at least two axes; use normal, uniform, zeros, ones or constant.");
            return;
        }
        switch (initializer.KindCase)
        {
            case Initializer.KindOneofCase.KaimingUniform:
                Resolve(initializer.KaimingUniform, path, violations);
                break;
            case Initializer.KindOneofCase.KaimingNormal:
                Resolve(initializer.KaimingNormal, path, violations);
                break;
            case Initializer.KindOneofCase.XavierUniform:
                Resolve(initializer.XavierUniform, path, violations);
                break;
            case Initializer.KindOneofCase.XavierNormal:
                Resolve(initializer.XavierNormal, path, violations);
                break;
            case Initializer.KindOneofCase.Orthogonal:
                Resolve(initializer.Orthogonal, path, shape, violations);
                break;
            case Initializer.KindOneofCase.Normal:
                Resolve(initializer.Normal, path, violations);
                break;
            case Initializer.KindOneofCase.Uniform:
                Resolve(initializer.Uniform, path, violations);
                break;
            case Initializer.KindOneofCase.Constant:
                violations.Finite($"{path}.val", initializer.Constant.Val);
                break;
        }
    }

    private static void Resolve(Kaiming kaiming, string path, Violations violations)
    {
        if (!kaiming.HasA) kaiming.A = 0;
        violations.Finite($"{path}.a", kaiming.A);
        if (kaiming.Mode.Length == 0) kaiming.Mode = "fan_in";
        violations.IsKnown($"{path}.mode", kaiming.Mode, KaimingGain.Modes);
        if (kaiming.Nonlinearity.Length == 0) kaiming.Nonlinearity = "leaky_relu";
        violations.IsKnown($"{path}.nonlinearity", kaiming.Nonlinearity, KaimingGain.Nonlinearities);
    }

    private static void Resolve(Xavier xavier, string path, Violations violations)
    {
        if (!xavier.HasGain) xavier.Gain = 1;
        violations.Finite($"{path}.gain", xavier.Gain, low: 0);
    }

    private static void Resolve(Orthogonal orthogonal, string path, IReadOnlyList<int>? shape, Violations violations)
    {
        if (!orthogonal.HasGain) orthogonal.Gain = 1;
        violations.Finite($"{path}.gain", orthogonal.Gain, low: 0);
        if (shape is null) return;
        var vectors = Math.Min(shape[0], shape.Skip(1).Aggregate(1L, (product, axis) => product * axis));
        if (vectors > OrthogonalVectors)
            violations.Add(path, $"A weight of [{string.Join(", ", shape)}] needs {vectors} vectors at right angles; at most {OrthogonalVectors} are possible.");
    }

    private static void Resolve(NormalValues normal, string path, Violations violations)
    {
        if (!normal.HasMean) normal.Mean = 0;
        violations.Finite($"{path}.mean", normal.Mean);
        if (!normal.HasStd) normal.Std = 1;
        violations.Finite($"{path}.std", normal.Std);
        if (normal.Std < 0) violations.Add($"{path}.std", $"Must be at least 0, but is {normal.Std}.");
    }

    private static void Resolve(UniformValues uniform, string path, Violations violations)
    {
        if (!uniform.HasA) uniform.A = 0;
        violations.Finite($"{path}.a", uniform.A);
        if (!uniform.HasB) uniform.B = 1;
        violations.Finite($"{path}.b", uniform.B);
        if (uniform.B < uniform.A) violations.Add($"{path}.b", $"Must be at least a, {uniform.A}, but is {uniform.B}.");
    }
}
