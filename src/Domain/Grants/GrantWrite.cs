namespace Tollgate.Domain.Grants;

/// <summary>The write of a grant that precedes an answer.</summary>
public abstract record GrantWrite
{
    private protected GrantWrite(AuthorizationGrant grant) => Grant = grant;

    public AuthorizationGrant Grant { get; }
}

/// <summary>Adds the row of a new grant. The id is random, so no other row has it.</summary>
public sealed record GrantAddition(AuthorizationGrant New) : GrantWrite(New);

/// <summary>The next step of a grant. It fails if another request has written the row since it was read.</summary>
public sealed record GrantStep(AuthorizationGrant Next) : GrantWrite(Next)
{
    /// <summary>Whether this instance keeps the row, so that the step after this one needs no read.</summary>
    public bool IsRemembered { get; init; }
}

/// <summary>The row stays as it is. The answer that goes out now ends a doubt about it (<see cref="IGrantMemory.Told"/>).</summary>
public sealed record GrantAnswer(AuthorizationGrant Unchanged) : GrantWrite(Unchanged);
