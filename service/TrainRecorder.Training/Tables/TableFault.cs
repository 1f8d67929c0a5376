using System.Globalization;
using Google.Rpc;

namespace TrainRecorder.Training.Tables;

/// <summary>What is wrong with a table, and where.</summary>
/// <param name="Row">In CSV and TSV as a spreadsheet counts: the header is row 1. Elsewhere the first row is row 1. 0 if the fault is of the whole file.</param>
/// <param name="Column">The place of the column, 0-based; -1 if the fault is of the whole row.</param>
/// <param name="ColumnName">The column's name, empty if the fault is of the whole row.</param>
/// <param name="Description">What is wrong.</param>
/// <param name="Noun">What the column is called: <c>column</c>, or <c>array</c>.</param>
internal sealed record TableFault(long Row, int Column, string ColumnName, string Description, string Noun = "column")
{
    /// <summary>Where: <c>row 17, column age</c>.</summary>
    public string Place => (Row, ColumnName.Length) switch
    {
        (0, 0) => "file",
        (0, _) => $"{Noun} {ColumnName}",
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"row {Row}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"row {Row}, {Noun} {ColumnName}"),
    };

    /// <summary>The fault as the wire carries it.</summary>
    public BadRequest.Types.FieldViolation ToViolation() => new() { Field = Place, Description = Description };
}

/// <summary>The first faults of a table, in the order of rows and columns.</summary>
internal sealed class TableFaults
{
    /// <summary>More are not reported.</summary>
    public const int Limit = 100;

    private readonly List<TableFault> _faults = [];

    /// <summary>No room for more: reading can stop.</summary>
    public bool IsFull => _faults.Count >= Limit;

    /// <summary>There are faults.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Notes a fault; beyond <see cref="Limit"/> it is dropped.</summary>
    public void Add(long row, int column, string columnName, string description, string noun = "column")
    {
        if (!IsFull) _faults.Add(new TableFault(row, column, columnName, description, noun));
    }

    /// <summary>The faults, sorted by place.</summary>
    public IReadOnlyList<TableFault> Sorted() => [.. _faults.OrderBy(fault => fault.Row).ThenBy(fault => fault.Column)];

    /// <summary>All faults as one exception, a line each.</summary>
    public DataException ToException() =>
        new(string.Join('\n', Sorted().Select(fault => $"{fault.Place}: {fault.Description}")));
}
