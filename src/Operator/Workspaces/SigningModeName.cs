using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.Workspaces;

/// <summary>Signing modes as they are written. Local mode is a whole deployment's only.</summary>
internal static class SigningModeName
{
    public static readonly IReadOnlyList<string> All = [Of(SigningMode.Vault), Of(SigningMode.Wrapped)];

    public static string Of(SigningMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>Null for an empty text.</summary>
    public static SigningMode? Parse(string text) => text.Length == 0 ? null : Enum.Parse<SigningMode>(text, ignoreCase: true);
}
