using System.Globalization;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Security.Tokens;

/// <summary>Gives tokens out and takes them back: <c>token add NAME --scope SCOPE</c>, <c>token list</c>, <c>token remove NAME</c>. The service may run meanwhile.</summary>
internal static class TokenCommand
{
    /// <summary>What <c>token --help</c> prints.</summary>
    public const string Help = """
        Usage: TrainRecorder.Service token add NAME --scope read|submit|admin [--data DIR]
               TrainRecorder.Service token list [--data DIR]
               TrainRecorder.Service token remove NAME [--data DIR]
        `add` prints the token, once: only its hash is kept. NAME is lower-case letters, digits, '.', '_' and '-'.
        """;

    /// <summary>Parts the words of a command line from the settings in it: <c>--data</c>.</summary>
    public static (IReadOnlyList<string> Words, IReadOnlyList<string> Settings) Split(IReadOnlyList<string> arguments)
    {
        var at = Enumerable.Range(0, arguments.Count).FirstOrDefault(i => arguments[i].Split('=')[0] == "--data", -1);
        if (at < 0) return (arguments, []);
        var taken = arguments[at].Contains('=', StringComparison.Ordinal) ? 1 : 2;
        return ([.. arguments.Take(at), .. arguments.Skip(at + taken)], [.. arguments.Skip(at).Take(taken)]);
    }

    /// <summary>Does what the command line says.</summary>
    /// <param name="arguments">What follows <c>token</c>.</param>
    /// <param name="settings">The service's settings, for the data folder.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <param name="time">The time of a new token.</param>
    /// <exception cref="StartRefusedException">It cannot be done; says why.</exception>
    public static void Run(IReadOnlyList<string> arguments, ServiceOptions settings, TextWriter output, TimeProvider time)
    {
        var list = new DataFolder(settings.Data).Tokens;
        try
        {
            switch (arguments)
            {
                case ["add", var name, "--scope", var scope]: output.WriteLine(Add(list, name, scope, time.GetUtcNow())); break;
                case ["list"]: List(list, output); break;
                case ["remove", var name]: Remove(list, name); break;
                default: throw new StartRefusedException("Usage: token add NAME --scope read|submit|admin, token list or token remove NAME; see token --help.");
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(fault.Message);
        }
    }

    private static string Add(TokenList list, string name, string scope, DateTimeOffset now)
    {
        if (!TokenList.IsName(name)) throw new StartRefusedException($"'{name}' is no name for a token: lower-case letters, digits, '.', '_' and '-', at most 64.");
        var tokens = list.Read();
        if (tokens.Any(token => token.Name == name)) throw new StartRefusedException($"There is a token of the name '{name}' already.");
        var secret = AccessToken.Create();
        try
        {
            list.Write([.. tokens, new IssuedToken(name, ScopeText.Parse(scope), Convert.ToHexStringLower(AccessToken.Hash(secret)), now)]);
        }
        catch (FormatException fault)
        {
            throw new StartRefusedException($"--scope: '{scope}' cannot be used: {fault.Message}.");
        }

        return secret;
    }

    private static void List(TokenList list, TextWriter output)
    {
        foreach (var token in list.Read())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{token.Name,-32} {ScopeText.Of(token.Scope),-6} since {token.CreateTime.UtcDateTime:yyyy-MM-dd HH:mm}"));
    }

    private static void Remove(TokenList list, string name)
    {
        var tokens = list.Read();
        if (tokens.All(token => token.Name != name)) throw new StartRefusedException($"There is no token of the name '{name}'.");
        list.Write([.. tokens.Where(token => token.Name != name)]);
    }
}
