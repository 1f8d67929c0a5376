using CsCheck;
using TrainRecorder.Service.Listing.Filters;

namespace TrainRecorder.Service.Tests.Listing;

public sealed class FilterParserTests
{
    private static string Show(FilterNode? node) => node switch
    {
        null => "everything",
        AllOf all => $"({string.Join(" AND ", all.Parts.Select(Show))})",
        AnyOf any => $"({string.Join(" OR ", any.Parts.Select(Show))})",
        Negation negation => $"NOT {Show(negation.Part)}",
        Comparison comparison => $"{comparison.Field.Text}{comparison.Operator.Text}{comparison.Value.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    [Theory]
    [InlineData("", "everything")]
    [InlineData("  ", "everything")]
    [InlineData("state=FAILED", "state=FAILED")]
    [InlineData("a = 1 AND b = 2 OR c = 3", "(a=1 AND (b=2 OR c=3))")]
    [InlineData("(a = 1 AND b = 2) OR NOT c < 3", "((a=1 AND b=2) OR NOT c<3)")]
    [InlineData("-a>=-1.5e3 AND -(b:\"x y\")", "(NOT a>=-1.5e3 AND NOT b:x y)")]
    [InlineData("t > 2026-11-24T02:00:00+01:00", "t>2026-11-24T02:00:00+01:00")]
    [InlineData("a = \"q\\\"\\\\\"", "a=q\"\\")]
    public void Parse_OfAFilter_UnderstandsIt(string filter, string meaning) => Assert.Equal(meaning, Show(FilterParser.Parse(filter)));

    [Theory]
    [InlineData("a", 1, "one of")]
    [InlineData("a =", 3, "a value")]
    [InlineData("= 1", 0, "name of a field")]
    [InlineData("a = 1 b = 2", 6, "AND, OR")]
    [InlineData("a = 1 AND", 9, "name of a field")]
    [InlineData("(a = 1", 6, "at character 1 is not closed")]
    [InlineData("a = 1)", 5, "AND, OR")]
    [InlineData("a = \"x", 4, "not closed")]
    [InlineData("a = \"\\n\"", 5, "backslash")]
    [InlineData("a ~ 1", 2, "no place")]
    [InlineData("AND = 1", 0, "name of a field")]
    public void Parse_OfNoFilter_SaysWhereAndWhy(string filter, int position, string why)
    {
        var fault = Assert.Throws<FilterException>(() => FilterParser.Parse(filter));

        Assert.Equal(position, fault.Position);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfTooMuch_IsRefused()
    {
        Assert.Throws<FilterException>(() => FilterParser.Parse(new string(' ', 2_001)));
        Assert.Throws<FilterException>(() => FilterParser.Parse(string.Join(" AND ", Enumerable.Repeat("a=1", 101))));
        Assert.Throws<FilterException>(() => FilterParser.Parse(new string('(', 33) + "a=1" + new string(')', 33)));
    }

    [Fact]
    public void Parse_OfAnyText_UnderstandsOrRefuses() => Gen.Char["abAND OR()\"\\=<>!:-.123 \t\u0001é"].Array[0, 60].Sample(
        characters =>
        {
            var text = new string(characters);
            try
            {
                FilterParser.Parse(text);
            }
            catch (FilterException fault)
            {
                Assert.InRange(fault.Position, 0, text.Length);
            }
        },
        iter: 20_000);
}
