using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>Reads the rows of a file of data in order, once. A format is one implementation, listed in <see cref="TableFormats"/>.</summary>
/// <remarks>What is wrong with the file as a whole is thrown as <see cref="DamagedFileException"/>; what is wrong with a row is noted, and reading goes on.</remarks>
internal interface ITableReader : IDisposable
{
    /// <summary>The names of the columns; empty if there is no header that can be read.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The arrays that the columns are of, if the format has such.</summary>
    IReadOnlyList<TableArray> Arrays => [];

    /// <summary>The row of the current values, as <see cref="TableFault.Row"/> counts.</summary>
    long Row { get; }

    /// <summary>Goes to the next row without a fault of form; faults on the way are noted.</summary>
    /// <returns>False at the end, when the file cannot be read further, and when there is no room for more faults.</returns>
    bool Read();

    /// <summary>A value of the current row.</summary>
    Cell this[int column] { get; }
}
