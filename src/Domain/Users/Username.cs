using Tollgate.Domain.Precis;

namespace Tollgate.Domain.Users;

/// <summary>
/// Case, width, composition and surrounding blanks do not distinguish usernames, neither in the tables nor in the counts of
/// attempts (RFC 8265 §3.3).
/// </summary>
public static class Username
{
    public static string Normalize(string username) => UsernameCaseMapped.Of(username).Trim();

    /// <summary>The form under which earlier versions stored a username. It differs for some names that are not ASCII.</summary>
    public static string NormalizeAsBefore(string username) => username.Trim().ToLowerInvariant();
}
