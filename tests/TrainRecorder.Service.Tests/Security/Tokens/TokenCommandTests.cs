using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Security.Tokens;

namespace TrainRecorder.Service.Tests.Security.Tokens;

public sealed class TokenCommandTests : IDisposable
{
    private readonly ServiceOptions _options = new() { Data = Directory.CreateTempSubdirectory("trainrecorder-data").FullName };

    public void Dispose() => Directory.Delete(_options.Data, recursive: true);

    [Fact]
    public void Add_GivesATokenOnce_AndKeepsItsHashOnly()
    {
        var token = Run("add", "ci.runner", "--scope", "submit").Trim();

        var path = Path.Combine(_options.Data, "tokens.json");
        Assert.DoesNotContain(token, File.ReadAllText(path), StringComparison.Ordinal);
        var kept = Assert.Single(new TokenList(path).Read());
        Assert.Equal(("ci.runner", Scope.Submit, Convert.ToHexStringLower(AccessToken.Hash(token))), (kept.Name, kept.Scope, kept.Sha256));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal("ci.runner                        submit since 2026-02-03 04:05", Run("list").Trim());
    }

    [Fact]
    public void Remove_TakesOneBack()
    {
        Run("add", "a", "--scope", "read");
        Run("add", "b", "--scope", "admin");
        Run("remove", "a");
        Assert.Equal("b", Assert.Single(new TokenList(Path.Combine(_options.Data, "tokens.json")).Read()).Name);
    }

    [Theory]
    [InlineData("add", "A", "--scope", "read")]
    [InlineData("add", "../x", "--scope", "read")]
    [InlineData("add", "x\n", "--scope", "read")]
    [InlineData("add", "x", "--scope", "root")]
    [InlineData("add", "taken", "--scope", "read")]
    [InlineData("add", "x")]
    [InlineData("remove", "nobody")]
    [InlineData("steal")]
    [InlineData]
    public void Run_WithWhatCannotBeDone_IsRefusedInOneLine(params string[] arguments)
    {
        Run("add", "taken", "--scope", "read");
        var refusal = Assert.Throws<StartRefusedException>(() => Run(arguments));
        Assert.DoesNotContain('\r', refusal.Message);
        Assert.Single(new TokenList(Path.Combine(_options.Data, "tokens.json")).Read());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""[{ "name": "x", "scope": "root", "sha256": "", "create_time": "2026-01-01T00:00:00Z" }]""")]
    [InlineData("""[{ "name": "X", "scope": "read", "sha256": "00", "create_time": "2026-01-01T00:00:00Z" }]""")]
    [InlineData("""[{ "name": "x" }]""")]
    public void Read_AFileThatIsNotOurs_IsRefused(string text)
    {
        File.WriteAllText(Path.Combine(_options.Data, "tokens.json"), text);
        Assert.Throws<StartRefusedException>(() => Run("list"));
    }

    [Fact]
    public void Split_FindsTheFolderWhereverItStands()
    {
        Check(TokenCommand.Split(["add", "x", "--data", "d"]), ["add", "x"], ["--data", "d"]);
        Check(TokenCommand.Split(["add", "--data=d", "x"]), ["add", "x"], ["--data=d"]);
        Check(TokenCommand.Split(["list"]), ["list"], []);

        static void Check((IReadOnlyList<string> Words, IReadOnlyList<string> Settings) split, string[] words, string[] settings)
        {
            Assert.Equal(words, split.Words);
            Assert.Equal(settings, split.Settings);
        }
    }

    private string Run(params string[] arguments)
    {
        using var output = new StringWriter();
        TokenCommand.Run(arguments, _options, output, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)));
        return output.ToString();
    }
}
