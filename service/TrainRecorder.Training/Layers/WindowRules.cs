using System.Globalization;
using Google.Protobuf.Collections;
using TrainRecorder.Training.Arithmetic.Windows;
using TrainRecorder.Training.Validation;

namespace TrainRecorder.Training.Layers;

/// <summary>The rules of windows in a job: sizes, steps and padding, one number for all axes or one for each.</summary>
internal static class WindowRules
{
    /// <summary>Checks one of a window's fields and writes it out for every axis.</summary>
    /// <param name="values">As the job has them.</param>
    /// <param name="field">Their path.</param>
    /// <param name="axes">How many axes the window moves along.</param>
    /// <param name="byDefault">One for each axis; null if there must be a value.</param>
    /// <param name="least">The least value.</param>
    /// <param name="violations">Where violations go.</param>
    /// <returns>False after a violation.</returns>
    public static bool Resolve(RepeatedField<int> values, string field, int axes, IReadOnlyList<int>? byDefault, int least, Violations violations)
    {
        if (values.Count == 0 && byDefault is not null) values.AddRange(byDefault);
        if (values.Count == 1 && axes > 1) values.AddRange(Enumerable.Repeat(values[0], axes - 1));
        if (values.Count != axes)
        {
            var wanted = axes == 1 ? "one number" : $"one number, or {axes}";
            violations.Add(field, values.Count == 0 ? $"Is missing: give {wanted}." : $"Must be {wanted}, but there are {values.Count}.");
            return false;
        }
        var before = violations.Count;
        for (var i = 0; i < axes; i++)
            violations.InRange(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), values[i], least, Limits.KernelSize);
        return violations.Count == before;
    }

    /// <summary>The window over <c>[channels, length]</c> or <c>[channels, height, width]</c>; null after a violation, if it does not fit.</summary>
    public static Window? Of(TensorShape input, RepeatedField<int> kernel, RepeatedField<int> stride, RepeatedField<int> padding, LayerScope scope)
    {
        var window = Over(input, kernel, stride, padding);
        if (window.Positions > 0) return window;
        var least = kernel.Zip(padding, (size, added) => Math.Max(1, size - (2 * added)));
        scope.RefuseShape($"at least [{string.Join(", ", least)}] places a channel, for its kernel to fit", input);
        return null;
    }

    /// <summary>A window that is known to be good.</summary>
    public static Window Over(TensorShape input, RepeatedField<int> kernel, RepeatedField<int> stride, RepeatedField<int> padding)
    {
        var axes = Enumerable.Range(0, kernel.Count).Select(i => new WindowAxis(input.Axes[i + 1], kernel[i], stride[i], padding[i])).ToArray();
        return axes.Length == 1 ? new Window(WindowAxis.One, axes[0]) : new Window(axes[0], axes[1]);
    }

    /// <summary>What comes out of a window: as many axes as came in.</summary>
    public static TensorShape Output(int channels, Window window, int rank) =>
        rank == 2 ? new TensorShape(channels, window.Columns.Positions) : new TensorShape(channels, window.Rows.Positions, window.Columns.Positions);
}
