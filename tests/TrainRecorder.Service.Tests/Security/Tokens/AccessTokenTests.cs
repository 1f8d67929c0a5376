using TrainRecorder.Service.Security.Tokens;

namespace TrainRecorder.Service.Tests.Security.Tokens;

public sealed class AccessTokenTests
{
    [Fact]
    public void Matches_OnlyTheTokenItself()
    {
        var token = AccessToken.Create();
        var hash = AccessToken.Hash(token);

        Assert.Equal(64, token.Length);
        Assert.NotEqual(token, AccessToken.Create());
        Assert.True(AccessToken.Matches($"Bearer {token}", hash));
        Assert.True(AccessToken.Matches($"bearer {token}", hash));
        foreach (var other in new[] { null, "", token, $"Bearer {token} ", $"Bearer  {token}", $"Basic {token}", $"Bearer {token.ToUpperInvariant()}", "Bearer " })
            Assert.False(AccessToken.Matches(other, hash));
    }
}
