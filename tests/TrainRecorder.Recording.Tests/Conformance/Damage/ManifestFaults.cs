using System.Text;
using TrainRecorder.Recording.Internal;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>Manifests that are no JSON, too large, of a later version, or not of the form that the format asks for.</summary>
internal static class ManifestFaults
{
    private const string Version = "\"format_version\": 1";

    public static IEnumerable<DamagedCase> Cases { get; } =
    [
        Whole("no_json", "not json"u8.ToArray()),
        Whole("no_utf8", [0x7B, 0xFF, 0xFE, 0x7D]),
        Whole("no_object", "[]"u8.ToArray()),
        Whole("bomb_of_size", Encoding.UTF8.GetBytes($"{{\"format_version\":1,\"x\":\"{new string('x', Limits.ManifestBytes)}\"}}")),
        DamagedCase.Forged("manifest_33_lists_deep", file => Nest(file, '[', ']', 33)),
        DamagedCase.Forged("manifest_33_objects_deep", file => Nest(file, '{', '}', 33)),
        DamagedCase.Forged("manifest_bomb_of_lists", file => Nest(file, '[', ']', 100_000)),
        DamagedCase.Forged("manifest_bomb_of_objects", file => Nest(file, '{', '}', 100_000)),
        Replaced("name_twice", Version, "\"format_version\": 1, \"format_version\": 1"),
        Replaced("unknown_name_twice", Version, "\"format_version\": 1, \"x\": { \"y\": 1, \"y\": 1 }"),
        Replaced("not_a_number", Version, "\"format_version\": 1, \"x\": NaN"),
        Replaced("comment", Version, "\"format_version\": 1 /* one */"),
        Replaced("comma_too_many", Version, "\"format_version\": 1,"),
        Replaced("half_a_character", "\"software\": \"tests\"", "\"software\": \"\\ud83d\""),
        Replaced("version_missing", Version + ", ", ""),
        Replaced("version_zero", Version, "\"format_version\": 0"),
        Replaced("version_negative", Version, "\"format_version\": -2"),
        Replaced("version_in_other_case", Version, "\"formatVersion\": 1"),
        Replaced("version_as_text", Version, "\"format_version\": \"1\""),
        Replaced("version_with_fraction", Version, "\"format_version\": 1.0"),
        Replaced("version_with_exponent", Version, "\"format_version\": 1e0"),
        Replaced("version_null", Version, "\"format_version\": null"),
        Replaced("shape_as_text", "\"shape\": [ 4, 2 ]", "\"shape\": [ \"4\", 2 ]"),
        Replaced("shape_with_fraction", "\"shape\": [ 4, 2 ]", "\"shape\": [ 4.0, 2 ]"),
        Replaced("shape_null", "\"schedule\": \"every\"", "\"schedule\": \"every\", \"shape\": null"),
        Replaced("run_null", "\"run\": \"runs/sample\"", "\"run\": null"),
        Replaced("columns_no_list", "\"columns\": ", "\"columns\": {}, \"others\": "),
        Replaced("must_understand_as_text", Version, "\"format_version\": 1, \"extensions\": [ { \"name\": \"example.odd\", \"must_understand\": \"true\" } ]"),
        Newer("newer_version", "\"format_version\": 2"),
        Newer("newer_version_of_many_digits", "\"format_version\": 99999999999"),
        Newer("newer_version_of_very_many_digits", $"\"format_version\": {new string('9', 5000)}"),
        Newer("newer_version_of_other_columns", "\"format_version\": 2", ("\"columns\": ", "\"columns\": {}, \"others\": ")),
        Newer("newer_version_of_other_shapes", "\"format_version\": 2", ("\"shape\": [ 4, 2 ]", "\"shape\": [ \"four\", 2 ]")),
        Newer("newer_version_of_other_form", "\"format_version\": 2", ("\"run\": \"runs/sample\"", "\"run\": null")),
        Newer("must_understand", "\"format_version\": 1, \"extensions\": [ { \"name\": \"example.unheard_of\", \"must_understand\": true } ]"),
        Newer("must_understand_without_version", "\"extensions\": [ 7, { \"must_understand\": true } ]"),
        Newer(
            "must_understand_of_other_columns",
            "\"format_version\": 1, \"extensions\": [ { \"name\": \"example.unheard_of\", \"must_understand\": true } ]",
            ("\"columns\": ", "\"columns\": 7, \"others\": ")),
        DamagedCase.Forged(
            "newer_version_of_other_structure",
            file =>
            {
                file.Replace(Version, "\"format_version\": 2");
                file.Lie = lie => lie.Footer.Remove(2);
            },
            RecordingFault.Newer),
        DamagedCase.Forged(
            "newer_version_with_wrong_checksum_of_the_footer",
            file =>
            {
                file.Replace(Version, "\"format_version\": 2");
                file.Break = bytes =>
                {
                    "X"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("TrainRecorder.Recording version"u8)));
                    return bytes;
                };
            },
            RecordingFault.Newer),
    ];

    /// <summary>Puts an unknown key into a manifest that has so many objects and lists within one another then; the manifest itself is the first.</summary>
    public static void Nest(ForgedFile file, char open, char close, int levels)
    {
        string inner = open == '{' ? "{\"x\":" : "[";
        int more = levels - 2;
        file.Replace(Version, $"{Version}, \"unknown\": {string.Concat(Enumerable.Repeat(inner, more))}{open}{close}{new string(close, more)}");
    }

    private static DamagedCase Whole(string name, byte[] manifest) => DamagedCase.Forged($"manifest_{name}", file => file.Manifest = manifest);

    private static DamagedCase Replaced(string name, string old, string replacement, (string Old, string Replacement)? also = null) => DamagedCase.Forged($"manifest_{name}", file =>
    {
        file.Replace(old, replacement);
        if (also is var (other, instead))
        {
            file.Replace(other, instead);
        }
    });

    private static DamagedCase Newer(string name, string version, (string Old, string Replacement)? also = null) =>
        Replaced(name, Version, version, also) with { Name = name, Fault = RecordingFault.Newer };
}
