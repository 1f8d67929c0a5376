using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Security.Tokens;

/// <summary>The file of tokens that were given out: <c>tokens.json</c> in the data folder, mode 0600, hashes only.</summary>
internal sealed partial class TokenList(string path)
{
    private const int MostTokens = 10_000;
    private const long LargestFile = 8 << 20;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>A name that a token may have.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <summary>All tokens; none if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is not what this class writes.</exception>
    public IReadOnlyList<IssuedToken> Read()
    {
        try
        {
            using var file = File.OpenRead(Path);
            if (file.Length > LargestFile) throw new InvalidDataException($"{Path} is larger than {LargestFile} bytes");
            var tokens = JsonSerializer.Deserialize<IReadOnlyList<IssuedToken>>(file, s_json) ?? throw new InvalidDataException($"{Path} holds no list");
            if (tokens.FirstOrDefault(token => !IsName(token.Name) || !HashPattern().IsMatch(token.Sha256)) is { } bad)
                throw new InvalidDataException($"{Path}: the token '{bad.Name}' has a name or a hash that is none");
            return tokens;
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{Path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Puts all tokens in the place of those that were there.</summary>
    public void Write(IReadOnlyList<IssuedToken> tokens)
    {
        if (tokens.Count > MostTokens) throw new InvalidDataException($"There are at most {MostTokens} tokens.");
        PrivateFile.Replace(Path, JsonSerializer.SerializeToUtf8Bytes(tokens, s_json));
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex HashPattern();
}
