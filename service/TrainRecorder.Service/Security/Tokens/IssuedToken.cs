namespace TrainRecorder.Service.Security.Tokens;

/// <summary>A token that was given to somebody, without the token.</summary>
/// <param name="Name">Whose it is, for people: <c>[a-z0-9][a-z0-9._-]*</c>, at most 64 characters.</param>
/// <param name="Scope">What its holder may do.</param>
/// <param name="Sha256">Of the token, in lower-case hexadecimal. A token is 256 random bits: nothing slower than one hash is needed.</param>
/// <param name="CreateTime">When it was given.</param>
internal sealed record IssuedToken(string Name, Scope Scope, string Sha256, DateTimeOffset CreateTime);
