using Tollgate.Domain.Handles;

namespace Tollgate.Operator.Users;

/// <summary>A password of 100 bits that people can read aloud: groups of letters and digits, without similar characters.</summary>
internal static class GeneratedPassword
{
    /// <summary>32 characters, so that five bits choose one with equal odds.</summary>
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    private const int Length = 20;
    private const int GroupLength = 5;

    public static string New(Randomness randomness)
    {
        Span<byte> bytes = stackalloc byte[Length];
        randomness.Fill(bytes);
        return string.Join('-', bytes.ToArray().Select(octet => Letters[octet % Letters.Length]).Chunk(GroupLength).Select(group => new string(group)));
    }
}
