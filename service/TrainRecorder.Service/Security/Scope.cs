namespace TrainRecorder.Service.Security;

/// <summary>What a caller may do; each scope has those before it.</summary>
internal enum Scope
{
    /// <summary>Look: runs, metrics, recordings, datasets, archives.</summary>
    Read = 1,

    /// <summary>Also bring data and jobs, and steer runs.</summary>
    Submit = 2,

    /// <summary>Also delete, import and restore.</summary>
    Admin = 3,
}

/// <summary>Scopes as people write them: <c>read</c>, <c>submit</c>, <c>admin</c>.</summary>
internal static class ScopeText
{
    /// <summary>Reads a scope.</summary>
    /// <exception cref="FormatException">There is none of this name.</exception>
    public static Scope Parse(string text) => text switch
    {
        "read" => Scope.Read,
        "submit" => Scope.Submit,
        "admin" => Scope.Admin,
        _ => throw new FormatException("read, submit or admin is needed"),
    };

    /// <summary>Writes a scope.</summary>
    public static string Of(Scope scope) => scope switch
    {
        Scope.Read => "read",
        Scope.Submit => "submit",
        _ => "admin",
    };
}
