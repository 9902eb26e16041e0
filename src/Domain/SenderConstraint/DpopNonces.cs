using System.Buffers.Binary;
using System.Buffers.Text;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// The nonces of DPoP proofs (RFC 9449 §8, §9). A nonce is the number of a time step and a MAC over that number. So every instance recognizes
/// the nonces of the others, and none stores them. A nonce is good for its step and the next.
/// </summary>
public sealed class DpopNonces(ISealer sealer, TimeProvider time)
{
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(2);

    private const int NumberLength = sizeof(uint);

    /// <summary>More characters than any nonce has: its 40 octets are 54 characters.</summary>
    private const int MaximumLength = 64;

    public async ValueTask<string> CurrentAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var number = NumberOf(Now);
        return Base64Url.EncodeToString([.. number, .. await sealer.MacAsync(SealingPurpose.DpopNonce, workspace.Name, number, cancellationToken)]);
    }

    /// <summary>Whether the proof of a request may have this nonce.</summary>
    public async ValueTask<NonceVerdict> JudgeAsync(Workspace workspace, string? nonce, CancellationToken cancellationToken)
    {
        if (nonce is null || nonce.Length > MaximumLength || nonce.AsSpan().ContainsAnyExcept(Base64UrlAlphabet.Characters) || !Base64Url.IsValid(nonce))
            return NonceVerdict.Wrong;
        var octets = Base64Url.DecodeFromChars(nonce);
        if (octets.Length <= NumberLength)
            return NonceVerdict.Wrong;
        var (step, now) = (BinaryPrimitives.ReadUInt32BigEndian(octets), Now);
        // A later step comes from an instance whose clock is ahead. Nobody else can make its MAC.
        if (step + 1UL < now)
            return NonceVerdict.Wrong;
        var mac = await sealer.CheckMacAsync(
            SealingPurpose.DpopNonce, workspace.Name, octets.AsMemory(0, NumberLength), octets.AsMemory(NumberLength), cancellationToken);
        return mac == MacVerdict.Wrong ? NonceVerdict.Wrong : mac == MacVerdict.Right && step >= now ? NonceVerdict.Current : NonceVerdict.Aging;
    }

    private uint Now => (uint)(time.GetUtcNow().ToUnixTimeSeconds() / (long)Step.TotalSeconds);

    private static byte[] NumberOf(uint step)
    {
        var number = new byte[NumberLength];
        BinaryPrimitives.WriteUInt32BigEndian(number, step);
        return number;
    }
}

/// <summary>What a check of a nonce found.</summary>
public enum NonceVerdict
{
    Wrong,

    /// <summary>Good, but soon no longer. The answer gives the next one.</summary>
    Aging,

    Current,
}
