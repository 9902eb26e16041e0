using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Tables;

/// <summary>A scope as the tables keep it: its tokens with a space between (RFC 6749 §3.3).</summary>
internal static class ScopeColumn
{
    public static ScopeSet Read(string text) => ScopeSet.Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
