using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.Workspaces;

/// <summary>The names of the signing modes that a workspace can have. Local mode is only for a whole deployment.</summary>
internal static class SigningModeName
{
    public static readonly IReadOnlyList<string> All = [Of(SigningMode.Vault), Of(SigningMode.Wrapped)];

    public static string Of(SigningMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>Null for an empty text.</summary>
    public static SigningMode? Parse(string text) => text.Length == 0 ? null : Enum.Parse<SigningMode>(text, ignoreCase: true);
}
