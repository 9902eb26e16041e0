using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>The message that the page after a change shows.</summary>
/// <param name="Change">One of <see cref="Changes"/>.</param>
/// <param name="Secret">The new secret, when the change made one.</param>
public sealed record Notice(string Change, string ClientId, string? Secret = null);

/// <summary>
/// Carries a notice over the redirect after a change, in a cookie. The page that shows the notice removes the cookie. A secret is
/// sealed for the operator's session, for two minutes: no address, log, table or clear cookie has it.
/// </summary>
public sealed class Notices(ISealer? sealer, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>The changes that a page announces.</summary>
    private static readonly string[] Announced =
    [
        Changes.Approved, Changes.Declined, Changes.Created, Changes.Edited, Changes.Disabled, Changes.Enabled, Changes.SecretRotated,
        Changes.SecretsEnded, Changes.Removed, Changes.SelfManagementEnded,
    ];

    private const int TimeLength = sizeof(long);

    private ISealer Sealer => sealer ?? throw new InvalidOperationException("To show a new secret, the server needs a sealer.");

    public static CookieChange Removal => new(CookieKind.Notice, null);

    /// <summary>Call it before the change is made: when the sealer fails, nothing has changed and no secret is lost.</summary>
    public async ValueTask<CookieChange> KeepAsync(Workspace workspace, Session session, Notice notice, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + Lifetime;
        var text = $"{notice.Change}~{Encode(Encoding.ASCII.GetBytes(notice.ClientId))}";
        if (notice.Secret is { } secret)
        {
            var content = new byte[TimeLength + Encoding.ASCII.GetByteCount(secret)];
            BinaryPrimitives.WriteInt64BigEndian(content, end.UtcTicks);
            Encoding.ASCII.GetBytes(secret, content.AsSpan(TimeLength));
            text += "." + Encode(await Sealer.SealAsync(SealingPurpose.NewSecret, PlaceOf(workspace, session, notice.ClientId), content, cancellationToken));
        }

        return new CookieChange(CookieKind.Notice, text, end);
    }

    /// <summary>Null when the cookie carries no notice. The notice has no secret when the seal does not open or has ended.</summary>
    public async ValueTask<Notice?> ReadAsync(EndpointRequest request, Session session, CancellationToken cancellationToken)
    {
        if (request.NoticeCookie?.Split('.') is not [var clear, ..] parts
            || clear.Split('~') is not [var change, var id] || !Announced.Contains(change) || !Base64Url.IsValid(id))
            return null;
        var clientId = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(id));
        if (!ClientId.IsWellFormed(clientId))
            return null;
        var secret = parts is [_, var box] && Base64Url.IsValid(box)
            ? await OpenAsync(PlaceOf(request.Workspace, session, clientId), Base64Url.DecodeFromChars(box), cancellationToken)
            : null;
        return new Notice(change, clientId, secret);
    }

    private async ValueTask<string?> OpenAsync(string place, byte[] box, CancellationToken cancellationToken) =>
        await Sealer.OpenAsync(SealingPurpose.NewSecret, place, box, cancellationToken) is { Length: > TimeLength } content
        && BinaryPrimitives.ReadInt64BigEndian(content) > time.GetUtcNow().UtcTicks
            ? Encoding.ASCII.GetString(content.AsSpan(TimeLength))
            : null;

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static string PlaceOf(Workspace workspace, Session session, string clientId) => $"{workspace.Name}|{session.Id}|{clientId}";
}
