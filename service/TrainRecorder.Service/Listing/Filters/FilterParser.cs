namespace TrainRecorder.Service.Listing.Filters;

/// <summary>Reads a filter: a part of the language of https://google.aip.dev/160, in which OR binds tighter than AND.</summary>
/// <remarks>
/// <c>filter = factor { AND factor }; factor = term { OR term }; term = [ NOT | - ] ( "(" filter ")" | FIELD OP VALUE )</c>.
/// </remarks>
internal sealed class FilterParser
{
    private const int MaxLength = 2_000;
    private const int MaxComparisons = 100;
    private const int MaxDepth = 32;

    private readonly List<FilterToken> _tokens;
    private int _next;
    private int _comparisons;
    private int _depth;

    private FilterParser(List<FilterToken> tokens) => _tokens = tokens;

    private FilterToken Now => _tokens[_next];

    /// <summary>Reads a filter; null if it is empty: everything passes.</summary>
    /// <exception cref="FilterException">It cannot be understood.</exception>
    public static FilterNode? Parse(string filter)
    {
        if (filter.Length > MaxLength) throw new FilterException(MaxLength, $"a filter has at most {MaxLength} characters");
        var parser = new FilterParser(FilterTokens.Of(filter));
        if (parser.Now.Kind == TokenKind.End) return null;
        var node = parser.ReadAll();
        return parser.Now.Kind == TokenKind.End ? node : throw new FilterException(parser.Now.Position, "AND, OR or the end is needed");
    }

    private FilterNode ReadAll()
    {
        if (++_depth > MaxDepth) throw new FilterException(Now.Position, $"parentheses are at most {MaxDepth} deep");
        var parts = Joined("AND", ReadAny);
        _depth--;
        return parts is [var only] ? only : new AllOf(parts);
    }

    private FilterNode ReadAny()
    {
        var parts = Joined("OR", ReadTerm);
        return parts is [var only] ? only : new AnyOf(parts);
    }

    private List<FilterNode> Joined(string word, Func<FilterNode> read)
    {
        var parts = new List<FilterNode> { read() };
        while (Now.Kind == TokenKind.Word && Now.Text == word)
        {
            _next++;
            parts.Add(read());
        }

        return parts;
    }

    private FilterNode ReadTerm()
    {
        if (Now.Kind == TokenKind.Minus || (Now.Kind == TokenKind.Word && Now.Text == "NOT"))
        {
            _next++;
            return new Negation(ReadPlain());
        }

        return ReadPlain();
    }

    private FilterNode ReadPlain()
    {
        if (Now.Kind == TokenKind.Open)
        {
            var open = _tokens[_next++];
            var inner = ReadAll();
            if (Now.Kind != TokenKind.Close) throw new FilterException(Now.Position, $"the parenthesis at character {open.Position + 1} is not closed");
            _next++;
            return inner;
        }

        if (++_comparisons > MaxComparisons) throw new FilterException(Now.Position, $"a filter has at most {MaxComparisons} comparisons");
        var field = Take(Now.Kind == TokenKind.Word && Now.Text is not ("AND" or "OR" or "NOT"), "the name of a field is needed");
        var comparison = Take(Now.Kind == TokenKind.Operator, "one of = != < <= > >= : is needed");
        var value = Take(Now.Kind is TokenKind.Word or TokenKind.Text, "a value is needed");
        return new Comparison(field, comparison, value);
    }

    private FilterToken Take(bool fits, string needed) => fits ? _tokens[_next++] : throw new FilterException(Now.Position, needed);
}
