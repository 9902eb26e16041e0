using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>The user whom the steps so far have found, and how they have signed in.</summary>
public sealed record PartialSignIn(string Subject, string Username, Authentication Authentication)
{
    public static PartialSignIn Of(Session session) => new(session.Subject, session.Username, session.Authentication);
}

/// <summary>
/// Keeps a partial sign-in between two steps: sealed, in the form, for the browser that began it, for ten minutes. It names the
/// step that was asked for.
/// </summary>
public sealed class PartialSignIns(ISealer? sealer, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private ISealer Sealer => sealer ?? throw new InvalidOperationException("A sign-in of several steps needs a sealer.");

    public async ValueTask<string> SealAsync(
        Workspace workspace, string browser, PartialSignIn signIn, string step, CancellationToken cancellationToken)
    {
        var (subject, username, (at, acr, amr, provider)) = signIn;
        var content = new PartialSignInContent(subject, username, at, acr, amr, provider, step, time.GetUtcNow() + Lifetime);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(content, PartialSignInJson.Default.PartialSignInContent);
        return Base64Url.EncodeToString(await Sealer.SealAsync(SealingPurpose.PartialSignIn, PlaceOf(workspace, browser), bytes, cancellationToken));
    }

    /// <summary>Null when the text was not sealed for this browser, or not within the last ten minutes.</summary>
    public async ValueTask<(PartialSignIn SignIn, string Step)?> OpenAsync(
        Workspace workspace, string browser, string text, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(text)
            || await Sealer.OpenAsync(
                SealingPurpose.PartialSignIn, PlaceOf(workspace, browser), Base64Url.DecodeFromChars(text), cancellationToken) is not { } bytes
            || JsonSerializer.Deserialize(bytes, PartialSignInJson.Default.PartialSignInContent) is not { } content
            || content.ExpiresAt <= time.GetUtcNow())
            return null;
        var authentication = new Authentication(content.At, content.Acr, content.Amr, content.Provider);
        return (new PartialSignIn(content.Subject, content.Username, authentication), content.Step);
    }

    private static string PlaceOf(Workspace workspace, string browser) => $"{workspace.Name}|{browser}";
}

/// <summary>The sealed document.</summary>
internal sealed record PartialSignInContent(
    string Subject,
    string Username,
    DateTimeOffset At,
    string Acr,
    IReadOnlyList<string> Amr,
    string? Provider,
    string Step,
    DateTimeOffset ExpiresAt);

/// <summary>Source-generated JSON of this room.</summary>
[JsonSerializable(typeof(PartialSignInContent))]
internal sealed partial class PartialSignInJson : JsonSerializerContext;
