namespace TrainRecorder.Scene.Wiring;

/// <summary>What runs between two layers.</summary>
public enum WireKind
{
    /// <summary>A line is a weight, with its sign.</summary>
    Weights,

    /// <summary>A line stands for many weights (a kernel, the places of a channel): its strength is their Euclidean norm, without a sign.</summary>
    Strengths,

    /// <summary>Each unit goes to the unit of the same number, as in pooling, normalisation and sums.</summary>
    OneToOne,

    /// <summary>Each unit chooses what its units of the other layer are: an embedding.</summary>
    Lookup,

    /// <summary>Each unit goes to each unit of the other layer, and nothing is known of the weights: a sketch.</summary>
    Complete,

    /// <summary>Neither: the layers are joined by one line as a whole.</summary>
    Whole,
}

/// <summary>The way from one drawn layer to another.</summary>
/// <param name="From">The layer it leaves: a place among the drawn layers.</param>
/// <param name="To">The layer it reaches, after <paramref name="From"/>.</param>
/// <param name="Kind">What runs there.</param>
/// <param name="UnitsFrom">Units of the first layer.</param>
/// <param name="UnitsTo">Units of the second layer.</param>
/// <param name="Inner">Of <see cref="WireKind.Strengths"/>: weights a line. Of <see cref="WireKind.Lookup"/>: units of one number looked up that lie side by side, 1 if those of one dimension do.</param>
/// <param name="Groups">Of a grouped convolution: into how many groups channels fall; otherwise 1.</param>
/// <param name="IsKernel">The weights of a line are a kernel; otherwise the places of a channel.</param>
public sealed record Wire(int From, int To, WireKind Kind, int UnitsFrom, int UnitsTo, int Inner = 1, int Groups = 1, bool IsKernel = false)
{
    /// <summary>It passes other layers on its way.</summary>
    public bool Skips => To > From + 1;

    /// <summary>A line has values of its own, which were recorded.</summary>
    public bool HasValues => Kind is WireKind.Weights or WireKind.Strengths;

    /// <summary>Of <see cref="WireKind.Lookup"/>: the unit that chooses what a unit of the other layer is.</summary>
    public int ChosenBy(int target) => Inner > 1 ? target / Inner : target % UnitsFrom;

    /// <summary>The values of the lines, <c>[UnitsTo, UnitsFrom]</c>.</summary>
    /// <param name="weights">The recorded weights; given back as they are where every line is one of them.</param>
    public float[] Matrix(float[] weights)
    {
        if (Inner == 1 && Groups == 1)
            return weights;
        float[] matrix = new float[UnitsTo * UnitsFrom];
        int perGroup = UnitsFrom / Groups, targets = UnitsTo / Groups;
        for (int target = 0, place = 0; target < UnitsTo; target++)
        {
            int first = target * UnitsFrom + target / targets * perGroup;
            for (int source = 0; source < perGroup; source++, place += Inner)
                matrix[first + source] = Inner == 1 ? weights[place] : Norm(weights.AsSpan(place, Inner));
        }
        return matrix;
    }

    private static float Norm(ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights)
            sum += (double)weight * weight;
        return (float)Math.Sqrt(sum);
    }
}
