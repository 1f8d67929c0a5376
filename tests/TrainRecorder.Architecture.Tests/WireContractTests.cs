namespace TrainRecorder.Architecture.Tests;

/// <summary>The wire contract is written as it should be, and what was released stays.</summary>
public sealed class WireContractTests
{
    private static readonly string s_protos = Path.Combine(Checkout.Root, "proto");

    [Fact]
    public async Task Contract_Linted_HasNoFault() => Assert.Empty(Needed(await Buf.RunAsync("lint", s_protos)));

    [Fact]
    public async Task Contract_AgainstTheReleasedOne_BreaksNothing() =>
        Assert.Empty(Needed(await Buf.RunAsync("breaking", s_protos, "--against", "released.binpb")));

    [Fact]
    public async Task Contract_WithAFieldTakenAway_IsSeenToBreak()
    {
        var changed = Directory.CreateTempSubdirectory("tr-proto-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(s_protos, "*.proto", SearchOption.AllDirectories).Append(Path.Combine(s_protos, "buf.yaml")))
            {
                var copy = Path.Combine(changed, Path.GetRelativePath(s_protos, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                var text = await File.ReadAllTextAsync(file);
                await File.WriteAllTextAsync(copy, text.Replace("  int64 start_revision = 2;", "  string start_revision = 3;", StringComparison.Ordinal));
            }

            var found = Needed(await Buf.RunAsync("breaking", changed, "--against", "released.binpb"));

            Assert.Contains(found, line => line.Contains("start_revision", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(changed, recursive: true);
        }
    }

    private static IReadOnlyList<string> Needed(IReadOnlyList<string>? found)
    {
        Assert.SkipWhen(found is null, "npm is needed for buf");
        return found!;
    }
}
