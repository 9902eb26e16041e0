namespace Tollgate.Domain.Grants;

/// <summary>How far a grant has come.</summary>
public enum GrantState
{
    /// <summary>A code is out and waits to be redeemed.</summary>
    CodeIssued,

    /// <summary>Tokens are out.</summary>
    Active,

    /// <summary>Nothing that came of the grant is good any more.</summary>
    Revoked,
}
