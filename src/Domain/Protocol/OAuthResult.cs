using System.Diagnostics.CodeAnalysis;

namespace Tollgate.Domain.Protocol;

/// <summary>Either a value or the <see cref="OAuthError"/> that prevented it.</summary>
public readonly struct OAuthResult<T> where T : class
{
    private OAuthResult(T? value, OAuthError? error)
    {
        Value = value;
        Error = error;
    }

    public T? Value { get; }

    public OAuthError? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsError => Error is not null;

    public static implicit operator OAuthResult<T>(T value) => new(value, null);

    public static implicit operator OAuthResult<T>(OAuthError error) => new(null, error);
}
