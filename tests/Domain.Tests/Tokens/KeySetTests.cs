using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Tests.Tokens;

public sealed class KeySetTests
{
    [Fact]
    public void A_key_is_found_by_its_kid_alone()
    {
        var keys = new KeySet([Keys.Es256.PublicKey, Keys.Rs256.PublicKey], TimeSpan.FromMinutes(1));

        Assert.Same(Keys.Rs256.PublicKey, keys.Find(Keys.Rs256.KeyId));
        Assert.Null(keys.Find(Keys.OtherEs256.KeyId));
        Assert.Null(keys.Find(""));
    }
}
