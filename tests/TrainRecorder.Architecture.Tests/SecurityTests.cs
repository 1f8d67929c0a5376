using System.Text.RegularExpressions;

namespace TrainRecorder.Architecture.Tests;

/// <summary>What SECURITY.md promises is tested by what it names.</summary>
public sealed partial class SecurityTests
{
    [Fact]
    public void EveryThreat_NamesTestsThatExist()
    {
        var rows = File.ReadAllLines(Path.Combine(Checkout.Root, "SECURITY.md")).SkipWhile(line => !line.StartsWith("| threat", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        var tests = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var named = TestName().Matches(row.Split('|')[3]).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.Empty(named.Except(tests));
        });
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex TestName();
}
