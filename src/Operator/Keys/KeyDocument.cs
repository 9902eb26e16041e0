namespace Tollgate.Operator.Keys;

/// <summary>A key as JSON.</summary>
internal sealed record KeyDocument
{
    public required string Kid { get; init; }

    public required string Algorithm { get; init; }

    public required int Sequence { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which the app makes the next key. Null if no operator has requested one.</summary>
    public DateTimeOffset? RotateAt { get; init; }

    public required string WrapKeyVersion { get; init; }

    public static KeyDocument Of(KeyState state) => new()
    {
        Kid = state.KeyId ?? "",
        Algorithm = state.Key.Algorithm,
        Sequence = state.Key.Sequence,
        State = state.State,
        CreatedAt = state.Key.CreatedAt,
        RotateAt = state.Key.RotateAt,
        WrapKeyVersion = state.Key.WrapKeyVersion,
    };
}
