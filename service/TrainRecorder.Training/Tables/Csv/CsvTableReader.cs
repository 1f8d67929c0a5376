using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace TrainRecorder.Training.Tables.Csv;

/// <summary>
/// Comma-separated values as RFC 4180 has them, or the same with tabs, UTF-8, with a header; spaces (and tabs, where they do
/// not separate) around an unquoted value do not count.
/// </summary>
internal sealed class CsvTableReader : ITableReader
{
    /// <summary>Stands where bytes are no UTF-8, so that their row and column can be told: a code point that is no character.</summary>
    private const char NotUtf8 = '\uFFFF';

    private readonly TableFaults _faults;
    private readonly RowBoundedReader _text;
    private readonly CsvParser _parser;
    private readonly string[] _columns;
    private readonly char _delimiter;
    private bool _badField;
    private bool _ended;

    public CsvTableReader(Stream stream, TableFaults faults, char delimiter)
    {
        _faults = faults;
        _delimiter = delimiter;
        // UTF-8 with an identifier, so that the reader skips a byte order mark.
        var encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(NotUtf8.ToString()));
        _text = new RowBoundedReader(new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16), TableLimits.RowLength);
        _parser = new CsvParser(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            WhiteSpaceChars = delimiter == '\t' ? [' '] : [' ', '\t'],
            MaxFieldSize = TableLimits.FieldLength,
            BufferSize = 1 << 16,
            BadDataFound = _ => _badField = true,
        });
        _columns = ReadHeader();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public Cell this[int column] => Cell.Written(_parser[column]);

    /// <inheritdoc/>
    public bool Read()
    {
        while (!_faults.IsFull && NextRecord())
        {
            if (_parser.Count != _columns.Length)
            {
                _faults.Add(Row, -1, "", _parser.Count == 1 && _parser[0].Length == 0
                    ? "The row is empty."
                    : $"The row has {_parser.Count} values, the header has {_columns.Length}.");
                continue;
            }
            if (!HasBadField()) return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parser.Dispose();
        _text.Dispose();
    }

    private string[] ReadHeader()
    {
        if (!NextRecord())
        {
            if (!_faults.Any) _faults.Add(0, -1, "", "The file is empty.");
            return [];
        }
        if (_parser.Count > TableLimits.Columns)
        {
            _faults.Add(1, -1, "", $"The header has {_parser.Count} columns; at most {TableLimits.Columns} are read.");
            _ended = true;
            return [];
        }
        var names = new string[_parser.Count];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            _badField = false;
            var name = _parser[i];
            var fault = NameFault(name);
            // A column whose name cannot be used is named by its place, so that the faults of its values can be told.
            names[i] = fault is null ? name : $"{i + 1}";
            if (fault is null && !first.TryAdd(name, i)) fault = $"The name is already that of column {first[name] + 1}.";
            if (fault is not null) _faults.Add(1, i, names[i], fault);
            if (!name.Contains(NotUtf8)) continue;
            // Another encoding, or no text at all: nothing that follows means what it says.
            _ended = true;
            return [];
        }
        if (names.Length == 1 && names[0].AsSpan().ContainsAny(";\t,"))
        {
            _faults.Add(1, 0, "1", _delimiter == ','
                ? "There is one column only: values are separated by commas, not by semicolons or tabs."
                : "There is one column only: values are separated by tabs, not by semicolons or commas.");
            _ended = true;
        }
        return names;
    }

    private string? NameFault(string name)
    {
        if (name.Contains(NotUtf8)) return "The name is not UTF-8 text.";
        if (_badField) return "The name is not quoted as RFC 4180 says.";
        if (name.Length == 0) return "The name is empty.";
        if (name.Length > TableLimits.NameLength) return $"The name has more than {TableLimits.NameLength} characters.";
        return name.Any(char.IsControl) ? "The name has control characters." : null;
    }

    private bool NextRecord()
    {
        if (_ended) return false;
        try
        {
            _text.BeginRow();
            Row++;
            if (_parser.Read()) return true;
        }
        catch (MaxFieldSizeException)
        {
            _faults.Add(Row, -1, "", $"A value has more than {TableLimits.FieldLength} characters; a closing quote may be missing.");
        }
        catch (RowTooLongException)
        {
            _faults.Add(Row, -1, "", $"The row has more than {TableLimits.RowLength} characters.");
        }
        _ended = true;
        return false;
    }

    private bool HasBadField()
    {
        var bad = false;
        for (var i = 0; i < _columns.Length; i++)
        {
            _badField = false;
            var isText = !_parser[i].Contains(NotUtf8);
            if (isText && !_badField) continue;
            _faults.Add(Row, i, _columns[i], isText ? "The value is not quoted as RFC 4180 says." : "The value is not UTF-8 text.");
            bad = true;
        }
        return bad;
    }
}
