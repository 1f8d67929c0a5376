using Microsoft.ML;
using Microsoft.ML.Data;

namespace TrainRecorder.Training.Samples.Views;

/// <summary>A column that Microsoft.ML can read: values of our own arrays, without a copy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
internal abstract record ViewColumn(string Name, DataViewType Type)
{
    /// <summary>A getter of the value in the row that <paramref name="row"/> gives.</summary>
    public abstract Delegate Getter(Func<long> row);
}

/// <summary>A number a row.</summary>
internal sealed record NumberColumn(string Name, Func<long, float> Value) : ViewColumn(Name, NumberDataViewType.Single)
{
    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<float> getter = (ref float value) => value = Value(row());
        return getter;
    }
}

/// <summary>A double a row.</summary>
internal sealed record ExactNumberColumn(string Name, Func<long, double> Value) : ViewColumn(Name, NumberDataViewType.Double)
{
    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<double> getter = (ref double value) => value = Value(row());
        return getter;
    }
}

/// <summary>A text a row.</summary>
internal sealed record TextColumn(string Name, Func<long, ReadOnlyMemory<char>> Value) : ViewColumn(Name, TextDataViewType.Instance)
{
    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = (ref ReadOnlyMemory<char> value) => value = Value(row());
        return getter;
    }
}

/// <summary>A class a row, as Microsoft.ML's keys have it: 1 for the first.</summary>
internal sealed record ClassColumn(string Name, int Classes, Func<long, int> Value) : ViewColumn(Name, new KeyDataViewType(typeof(uint), Classes))
{
    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<uint> getter = (ref uint value) => value = (uint)Value(row()) + 1;
        return getter;
    }
}

/// <summary>A vector a row.</summary>
internal sealed record VectorColumn(string Name, int Length, VectorColumn.Writer Write) : ViewColumn(Name, new VectorDataViewType(NumberDataViewType.Single, Length))
{
    /// <summary>Writes the values of a row.</summary>
    public delegate void Writer(long row, Span<float> destination);

    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            var editor = VBufferEditor.Create(ref value, Length);
            Write(row(), editor.Values);
            value = editor.Commit();
        };
        return getter;
    }
}

/// <summary>A vector a row with a one at one place and zeros elsewhere.</summary>
internal sealed record OneHotColumn(string Name, int Length, Func<long, int> Place) : ViewColumn(Name, new VectorDataViewType(NumberDataViewType.Single, Length))
{
    /// <inheritdoc/>
    public override Delegate Getter(Func<long> row)
    {
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            var editor = VBufferEditor.Create(ref value, Length, 1);
            editor.Values[0] = 1;
            editor.Indices[0] = Place(row());
            value = editor.Commit();
        };
        return getter;
    }
}
