using System.Collections.Concurrent;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>Initial access tokens and invitations in memory. A token or an invitation stays until a caller takes it.</summary>
internal sealed class MemoryTickets : IRegistrationTokenStore, IInvitationStore
{
    /// <summary>The key is the whole text of the token.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new();

    /// <summary>The key is the whole ticket.</summary>
    public ConcurrentDictionary<string, Invitation> Invitations { get; } = new();

    /// <summary>Runs once before the next token or invitation is taken. A test uses it for a step of another caller.</summary>
    public Func<Task>? BeforeNextTake { get; set; }

    public Task AddAsync(string workspace, Handle token, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        Tokens[token.Text] = true;
        return Task.CompletedTask;
    }

    public Task AddAsync(string workspace, Handle ticket, Invitation invitation, CancellationToken cancellationToken)
    {
        Invitations[ticket.Text] = invitation;
        return Task.CompletedTask;
    }

    public ValueTask<bool> KnowsAsync(Workspace workspace, Handle token, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Tokens.ContainsKey(token.Text));

    public ValueTask<Invitation?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Invitations.GetValueOrDefault(ticket.Text));

    async ValueTask<bool> IRegistrationTokenStore.TryTakeAsync(Workspace workspace, Handle token, CancellationToken cancellationToken)
    {
        await ComeInBetweenAsync();
        return Tokens.TryRemove(token.Text, out _);
    }

    async ValueTask<bool> IInvitationStore.TryTakeAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken)
    {
        await ComeInBetweenAsync();
        return Invitations.TryRemove(ticket.Text, out _);
    }

    Task IInvitationStore.EndAsync(Workspace workspace, string invitationId, CancellationToken cancellationToken)
    {
        foreach (var ticket in Invitations.Keys.Where(ticket => Handle.Parse(ticket)!.Id == invitationId))
            Invitations.TryRemove(ticket, out _);
        return Task.CompletedTask;
    }

    private async Task ComeInBetweenAsync()
    {
        (var before, BeforeNextTake) = (BeforeNextTake, null);
        // Lets concurrent calls reach this point too.
        await Task.Yield();
        if (before is not null)
            await before();
    }
}
