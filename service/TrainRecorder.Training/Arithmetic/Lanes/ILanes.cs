namespace TrainRecorder.Training.Arithmetic.Lanes;

/// <summary>
/// Float arithmetic on as many lanes as a vector has. Algorithms written over it give the same bits in every lane whatever
/// the width, for each operation here is one correctly rounded IEEE 754 operation (or a move of bits).
/// </summary>
/// <remarks>Masks are vectors of all ones or all zeros. Comparisons with NaN are false.</remarks>
/// <typeparam name="T">The vector.</typeparam>
internal unsafe interface ILanes<T>
    where T : struct
{
    /// <summary>Lanes of a vector; a divisor of <see cref="Padding.Multiple"/>.</summary>
    static abstract int Width { get; }

    /// <summary>Reads a vector; no alignment is needed.</summary>
    static abstract T Load(float* source);

    /// <summary>Writes a vector.</summary>
    static abstract void Store(T value, float* destination);

    /// <summary>The value in every lane.</summary>
    static abstract T All(float value);

    /// <summary>a + b.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T Divide(T a, T b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>The square root.</summary>
    static abstract T SquareRoot(T a);

    /// <summary>The absolute value.</summary>
    static abstract T Absolute(T a);

    /// <summary>The magnitude of <paramref name="a"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract T CopySign(T a, T sign);

    /// <summary>A mask of the lanes where a &lt; b.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract T Select(T mask, T a, T b);

    /// <summary>2ⁿ, where n is the whole number in the low bits of 1.5·2²³ + n, in [−126, 127].</summary>
    static abstract T PowerOfTwo(T shifted);
}
