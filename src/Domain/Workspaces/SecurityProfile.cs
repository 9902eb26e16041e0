namespace Tollgate.Domain.Workspaces;

/// <summary>A set of rules above OAuth 2.1 that a client or a workspace keeps.</summary>
public enum SecurityProfile
{
    None,

    /// <summary>FAPI 2.0 Security Profile.</summary>
    Fapi2,
}
