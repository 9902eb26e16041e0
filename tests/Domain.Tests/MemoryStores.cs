using System.Collections.Concurrent;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>All stores in memory except the store of clients, and a fast password hasher. The stores keep the promises of the ports.</summary>
internal sealed class MemoryStores : IGrantStore, IUserStore, ISessionStore, IConsentStore, IAttemptStore, IBrowserStore, IPasswordHasher,
    IUserCodeStore, IGrantMemory, IUserIndex, ITrustedIssuerStore, IForeignKeys
{
    private int _versions;

    public ConcurrentDictionary<string, AuthorizationGrant> Grants { get; } = new();

    public ConcurrentDictionary<string, (string Hash, Session Session)> Sessions { get; } = new();

    public ConcurrentDictionary<string, UserLogin> Logins { get; } = new();

    public ConcurrentDictionary<string, User> Users { get; } = new();

    public ConcurrentDictionary<(string Subject, string ClientId), ScopeSet> Consents { get; } = new();

    /// <summary>The taken slots with their versions.</summary>
    public ConcurrentDictionary<(AttemptWindow Window, int Number), string> Attempts { get; } = new();

    public ConcurrentDictionary<(string Username, string Browser), bool> Browsers { get; } = new();

    public ConcurrentDictionary<string, string> UserCodes { get; } = new();

    public ConcurrentDictionary<string, AuthorizationGrant> Remembered { get; } = new();

    /// <summary>The ids of the writes that may have been applied, by grant.</summary>
    public ConcurrentDictionary<string, string> Doubted { get; } = new();

    public ConcurrentDictionary<string, TrustedIssuer> TrustedIssuers { get; } = new();

    /// <summary>The keys of all trusted issuers.</summary>
    public List<PublicKey> ForeignKeys { get; } = [];

    /// <summary>Thrown instead of an answer of <see cref="ForeignKeys"/>.</summary>
    public Exception? ForeignKeysFail { get; set; }

    /// <summary>The last source that was asked for keys.</summary>
    public ForeignKeySource? LastSource { get; private set; }

    /// <summary>The number of conditional writes so far.</summary>
    public int Updates { get; private set; }

    /// <summary>Runs once before the next conditional write. A test uses it for a write by another caller.</summary>
    public Action? BeforeNextUpdate { get; set; }

    /// <summary>Runs once before the next acceptance of an invitation. A test uses it for a step of another caller.</summary>
    public Func<Task>? BeforeNextAccept { get; set; }

    /// <summary>The entries of the index of users in the order of their addition.</summary>
    public ConcurrentQueue<(string Subject, UserIndexEntry Entry)> Indexed { get; } = new();

    void IUserIndex.Add(Workspace workspace, string subject, UserIndexEntry entry) => Indexed.Enqueue((subject, entry));

    IAsyncEnumerable<UserIndexEntry> IUserIndex.ListAsync(Workspace workspace, string subject, CancellationToken cancellationToken) =>
        Indexed.Where(each => each.Subject == subject).Select(each => each.Entry).ToAsyncEnumerable();

    public MemoryApplications Applications { get; } = new();

    public MemoryTickets Tickets { get; } = new();

    public MemoryPushedRequests PushedRequests { get; } = new();

    public Stores With(IClientStore clients) => new()
    {
        Clients = clients,
        Grants = this,
        Users = this,
        Sessions = this,
        Consents = this,
        Attempts = this,
        Browsers = this,
        UserCodes = this,
        UserIndex = this,
        PushedRequests = PushedRequests,
        Workloads = new MemoryWorkloads(clients),
        Remembered = this,
        TrustedIssuers = this,
        Applications = Applications,
        RegistrationTokens = Tickets,
        Invitations = Tickets,
    };

    public void AddUser(string username, string password, string subject)
    {
        Logins[username] = new UserLogin(subject, Hash(password));
        Users[subject] = new User(subject, username) { Name = "A Name", Email = "a@example.com", IsEmailVerified = true };
    }

    public Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Grants[grant.Id] = grant with { Version = NewVersion() };
        return Task.CompletedTask;
    }

    public ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Grants.GetValueOrDefault(id));

    public ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Grants.TryAdd(grant.Id, grant with { Version = NewVersion() }));

    public ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        (var before, BeforeNextUpdate) = (BeforeNextUpdate, null);
        before?.Invoke();
        Updates++;
        var written = grant with { Version = NewVersion() };
        return ValueTask.FromResult(
            Grants.TryGetValue(grant.Id, out var known) && known.Version == grant.Version && Grants.TryUpdate(grant.Id, written, known)
                ? written.Version
                : null);
    }

    ValueTask<bool> IUserCodeStore.TryAddAsync(
        Workspace workspace, string userCode, string grantId, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(UserCodes.TryAdd(userCode, grantId));

    ValueTask<string?> IUserCodeStore.FindAsync(Workspace workspace, string userCode, CancellationToken cancellationToken) =>
        ValueTask.FromResult(UserCodes.GetValueOrDefault(userCode));

    public AuthorizationGrant? Recall(Workspace workspace, string grantId) => Remembered.GetValueOrDefault(grantId);

    public void Remember(Workspace workspace, AuthorizationGrant grant) => Remembered[grant.Id] = grant;

    public void Forget(Workspace workspace, string grantId) => Remembered.TryRemove(grantId, out _);

    public void Doubt(Workspace workspace, AuthorizationGrant written) => Doubted[written.Id] = written.Redemption!;

    public void Told(Workspace workspace, AuthorizationGrant found) => Doubted.TryRemove(found.Id, out _);

    public bool Doubts(Workspace workspace, AuthorizationGrant found) => Doubted.TryGetValue(found.Id, out var attempt) && attempt == found.Redemption;

    ValueTask<TrustedIssuer?> ITrustedIssuerStore.FindAsync(Workspace workspace, string issuer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(TrustedIssuers.GetValueOrDefault(issuer));

    ValueTask<IReadOnlyList<PublicKey>> IForeignKeys.FindAsync(ForeignKeySource source, string? keyId, CancellationToken cancellationToken)
    {
        LastSource = source;
        return ForeignKeysFail is { } failure
            ? throw failure
            : ValueTask.FromResult<IReadOnlyList<PublicKey>>([.. ForeignKeys.Where(key => keyId is null || key.KeyId == keyId)]);
    }

    ValueTask<UserLogin?> IUserStore.FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Logins.GetValueOrDefault(username));

    ValueTask<User?> IUserStore.FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Users.GetValueOrDefault(subject));

    async Task<bool> IUserStore.AcceptInvitationAsync(
        Workspace workspace,
        string username,
        string? usedBefore,
        string invitationId,
        string passwordHash,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        (var before, BeforeNextAccept) = (BeforeNextAccept, null);
        // Lets concurrent calls reach this point too.
        await Task.Yield();
        if (before is not null)
            await before();
        if (!Logins.TryGetValue(username, out var login) || login.UsedInvitation == invitationId || login.UsedInvitation != usedBefore
            || !Logins.TryUpdate(username, login with { PasswordHash = passwordHash, UsedInvitation = invitationId }, login))
            return false;
        SignOut(username, now);
        return true;
    }

    Task IUserStore.RenewPasswordHashAsync(
        Workspace workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken)
    {
        Logins.TryUpdate(username, Logins[username] with { PasswordHash = newHash }, Logins[username] with { PasswordHash = oldHash });
        return Task.CompletedTask;
    }

    public void SignOut(string username, DateTimeOffset now)
    {
        var login = Logins[username] = Logins[username] with { SignedOutBefore = now };
        Users[login.Subject] = Users[login.Subject] with { SignedOutBefore = now };
    }

    public Task AddAsync(Workspace workspace, Handle handle, Session session, CancellationToken cancellationToken)
    {
        Sessions[session.Id] = (handle.Text, session);
        return Task.CompletedTask;
    }

    public ValueTask<Session?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Sessions.TryGetValue(handle.Id, out var known) && known.Hash == handle.Text ? known.Session : null);

    public Task RemoveAsync(Workspace workspace, string sessionId, CancellationToken cancellationToken)
    {
        Sessions.TryRemove(sessionId, out _);
        return Task.CompletedTask;
    }

    public ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, Client client, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Consents.GetValueOrDefault(KeyOf(subject, client), ScopeSet.Empty));

    public Task AddAsync(Workspace workspace, string subject, Client client, ScopeSet scope, CancellationToken cancellationToken)
    {
        Consents.AddOrUpdate(KeyOf(subject, client), scope, (_, known) => ScopeSet.Of(known.Tokens.Concat(scope.Tokens)));
        return Task.CompletedTask;
    }

    private static (string Subject, string Client) KeyOf(string subject, Client client) => (subject, client.ClientId + client.ConsentGeneration);

    public Task<IReadOnlySet<int>> FindTakenAsync(Workspace workspace, AttemptWindow window, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<int>>(Attempts.Keys.Where(slot => slot.Window == window).Select(slot => slot.Number).ToHashSet());

    public Task<AttemptSlot?> TryTakeAsync(Workspace workspace, AttemptWindow window, int number, CancellationToken cancellationToken)
    {
        var slot = new AttemptSlot(window, number, NewVersion());
        return Task.FromResult(Attempts.TryAdd((window, number), slot.Version) ? slot : null);
    }

    public Task GiveBackAsync(Workspace workspace, AttemptSlot slot, CancellationToken cancellationToken)
    {
        Attempts.TryRemove(KeyValuePair.Create((slot.Window, slot.Number), slot.Version));
        return Task.CompletedTask;
    }

    public ValueTask<bool> KnowsAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Browsers.ContainsKey((username, browser)));

    public Task AddAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken)
    {
        Browsers[(username, browser)] = true;
        return Task.CompletedTask;
    }

    public string Hash(string password) => "hash of " + password;

    public static string WeakHash(string password) => "weak hash of " + password;

    public PasswordVerdict Verify(string hash, string password) => hash == Hash(password) ? PasswordVerdict.Right
        : hash == WeakHash(password) ? PasswordVerdict.RightButWeaklyHashed
        : PasswordVerdict.Wrong;

    private string NewVersion() => Interlocked.Increment(ref _versions).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
