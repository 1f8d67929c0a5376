namespace TrainRecorder.Training.Arithmetic;

/// <summary>Rows of matrices are padded, so that every vector width divides them and no loop needs a tail.</summary>
internal static class Padding
{
    /// <summary>Rows have a multiple of this many floats: a cache line, a vector of 512 bits.</summary>
    public const int Multiple = 16;

    /// <summary>The length of a padded row.</summary>
    public static int RoundUp(int length) => checked(length + Multiple - 1) & ~(Multiple - 1);
}
