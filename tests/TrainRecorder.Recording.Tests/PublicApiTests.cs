using System.Reflection;
using System.Runtime.CompilerServices;

namespace TrainRecorder.Recording.Tests;

/// <summary>The public surface is what PublicApi.approved.txt says. A change to it is made there too, by hand, so that it is seen.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public async Task PublicApi_OfTheLibrary_IsAsApproved()
    {
        string actual = string.Concat(
            typeof(RecordingReader).Assembly.GetExportedTypes().OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(Lines).Select(line => line + "\n"));
        string approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "PublicApi.approved.txt"));

        if (approved.ReplaceLineEndings("\n") != actual)
        {
            string received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
            await File.WriteAllTextAsync(received, actual);
            Assert.Fail($"The public surface has changed. If that is meant, approve it: copy {received} over PublicApi.approved.txt beside this test.");
        }
    }

    private static IEnumerable<string> Lines(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsSealed ? "sealed class" : "class";
        yield return $"{kind} {type.FullName}";
        foreach (string line in type.GetMembers(Declared).Where(IsWritten).Select(member => (IsStatic(member) ? "static " : "") + Text(type, member)).Order(StringComparer.Ordinal))
        {
            yield return $"  {line}";
        }
    }

    /// <summary>Accessors are part of their property, and what a record adds by itself says nothing.</summary>
    private static bool IsWritten(MemberInfo member) =>
        member is not MethodInfo { IsSpecialName: true }
        && !member.IsDefined(typeof(CompilerGeneratedAttribute))
        && member.Name is not ("value__" or "<Clone>$");

    private static bool IsStatic(MemberInfo member) => member switch
    {
        MethodBase method => method.IsStatic,
        PropertyInfo property => property.GetMethod?.IsStatic == true,
        _ => false,
    };

    private static string Text(Type type, MemberInfo member) => member switch
    {
        _ when type.IsEnum && member is FieldInfo field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
        PropertyInfo property => $"{property} {{{(property.GetMethod?.IsPublic == true ? " get;" : "")}{(property.SetMethod?.IsPublic == true ? IsInit(property) ? " init;" : " set;" : "")} }}",
        _ => $"{member}",
    };

    private static bool IsInit(PropertyInfo property) => property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
