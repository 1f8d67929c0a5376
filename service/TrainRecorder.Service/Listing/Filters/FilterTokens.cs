using System.Text;

namespace TrainRecorder.Service.Listing.Filters;

/// <summary>What a token of a filter is.</summary>
internal enum TokenKind
{
    /// <summary>A name, a word or a value without quotes.</summary>
    Word,

    /// <summary>A value in quotes, without them.</summary>
    Text,

    /// <summary>A comparison.</summary>
    Operator,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>A minus before a comparison or a parenthesis.</summary>
    Minus,

    /// <summary>Nothing follows.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Position">Its first character in the filter, from 0.</param>
internal readonly record struct FilterToken(TokenKind Kind, string Text, int Position);

/// <summary>Cuts a filter into tokens.</summary>
internal static class FilterTokens
{
    private static readonly string[] s_operators = ["<=", ">=", "!=", "=", "<", ">", ":"];

    /// <summary>The tokens, the end included.</summary>
    /// <exception cref="FilterException">A character has no place in a filter, or a quote is not closed.</exception>
    public static List<FilterToken> Of(string filter)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (at < filter.Length)
        {
            if (filter[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
                continue;
            }

            var token = Next(filter, at, tokens.Count > 0 && tokens[^1].Kind == TokenKind.Operator, out var length);
            tokens.Add(token);
            at += length;
        }

        tokens.Add(new FilterToken(TokenKind.End, "", filter.Length));
        return tokens;
    }

    private static FilterToken Next(string filter, int at, bool valueExpected, out int length)
    {
        length = 1;
        switch (filter[at])
        {
            case '(': return new(TokenKind.Open, "(", at);
            case ')': return new(TokenKind.Close, ")", at);
            case '"': return Quoted(filter, at, out length);
            case '-' when !valueExpected: return new(TokenKind.Minus, "-", at);
        }

        // After an operator a colon belongs to a value (a moment has some); before one it is an operator itself.
        foreach (var symbol in valueExpected ? [] : s_operators)
        {
            if (!filter.AsSpan(at).StartsWith(symbol, StringComparison.Ordinal)) continue;
            length = symbol.Length;
            return new(TokenKind.Operator, symbol, at);
        }

        var end = at;
        while (end < filter.Length && IsWord(filter[end], valueExpected)) end++;
        if (end == at) throw new FilterException(at, $"'{Shown(filter[at])}' has no place here");
        length = end - at;
        return new(TokenKind.Word, filter[at..end], at);
    }

    private static FilterToken Quoted(string filter, int at, out int length)
    {
        var text = new StringBuilder();
        for (var i = at + 1; i < filter.Length; i++)
        {
            switch (filter[i])
            {
                case '"':
                    length = i + 1 - at;
                    return new(TokenKind.Text, text.ToString(), at);
                case '\\' when i + 1 < filter.Length && filter[i + 1] is '"' or '\\':
                    text.Append(filter[++i]);
                    break;
                case '\\':
                    throw new FilterException(i, "a backslash stands before a quote or a backslash only");
                default:
                    text.Append(filter[i]);
                    break;
            }
        }

        throw new FilterException(at, "the quote is not closed");
    }

    private static bool IsWord(char character, bool value) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '.' || (value && character is '-' or ':' or '+' or '/');

    private static char Shown(char character) => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character;
}
