using Tollgate.Domain.SignIn;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Authorization;

/// <summary>The user that an authorization request expects, by its id_token_hint (OpenID Connect Core §3.1.2.1).</summary>
public sealed class HintedUsers(IdTokenHints hints, IUserStore users)
{
    /// <summary>Null when the request has no hint, or when the hint cannot be verified.</summary>
    public ValueTask<IdTokenHint?> ReadAsync(AuthorizationRequest asked, CancellationToken cancellationToken) =>
        hints.ReadAsync(asked.Workspace, asked.IdTokenHint, cancellationToken);

    /// <summary>The sign-in form. A verified hint makes it name the account. A hint that cannot be verified only fills in the username.</summary>
    public async ValueTask<SignInForm> FormAsync(AuthorizationRequest asked, IdTokenHint? hint, CancellationToken cancellationToken)
    {
        var form = asked.SignInForm;
        if (hint is null)
            return form with { Username = form.Username ?? IdTokenHints.UsernameIn(asked.IdTokenHint) };
        return await users.FindAsync(asked.Workspace, hint.Subject, cancellationToken) is { } user
            ? form with { Username = user.Username, Account = user.Username }
            : form;
    }
}
