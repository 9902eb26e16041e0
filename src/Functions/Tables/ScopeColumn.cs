using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Tables;

/// <summary>A scope as stored: its tokens, separated by spaces (RFC 6749 §3.3).</summary>
internal static class ScopeColumn
{
    public static ScopeSet Read(string text) => ScopeSet.Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
