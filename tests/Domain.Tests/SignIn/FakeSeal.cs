using System.Text;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.SignIn;

/// <summary>Keeps what it sealed, and opens it only at its place.</summary>
internal sealed class FakeSeal : IPartialSignInSeal
{
    private readonly Dictionary<string, (string Place, byte[] Bytes)> _boxes = [];

    public ValueTask<byte[]> SealAsync(string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var box = Guid.NewGuid().ToString();
        _boxes[box] = (place, bytes.ToArray());
        return new(Encoding.UTF8.GetBytes(box));
    }

    public ValueTask<byte[]?> OpenAsync(string place, ReadOnlyMemory<byte> box, CancellationToken cancellationToken) => new(
        _boxes.TryGetValue(Encoding.UTF8.GetString(box.Span), out var found) && found.Place == place ? found.Bytes : null);
}
