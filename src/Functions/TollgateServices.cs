using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tollgate.Domain;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Keys;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workloads;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Events;
using Tollgate.Functions.Http;
using Tollgate.Functions.Outgoing;
using Tollgate.Functions.Pages;
using Tollgate.Functions.Pages.Views;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.Functions.TrustedIssuers;

namespace Tollgate.Functions;

/// <summary>Registers everything that the function classes need. Earlier registrations of a host, such as its own tables, stay.</summary>
public static class TollgateServices
{
    public static IServiceCollection AddTollgate(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = TollgateSettings.Read(configuration);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Randomness>();
        services.TryAddSingleton<TokenCredential>(_ => Credential(settings));
        services.TryAddSingleton(provider => TablesConnection.Open(settings, provider.GetRequiredService<TokenCredential>));
        services.TryAddSingleton<IEvents>(provider => new EventListeners(new LogEvents(provider.GetRequiredService<ILogger<LogEvents>>())));
        services.AddSingleton<TableAccounts>(provider => provider.GetRequiredService<TableServiceClient>());
        services.TryAddSingleton<IForeignKeys, ForeignKeys>();
        AddStores(services);
        services.AddSingleton(provider => new Additions { Sealer = provider.GetRequiredService<ISealer>() });
        services.AddSingleton<AuthorizationServer>();
        services.AddSingleton<TryItEndpoint>();
        services.AddSingleton<TryItCallbackEndpoint>();
        services.AddSingleton<DemoApiEndpoint>();
        services.AddSingleton<WelcomeEndpoint>();
        services.TryAddSingleton(_ => new PageRenderer(() => PageRegistrations.All));
        services.AddSingleton<PageAnswers>();
        services.AddSingleton<EndpointRunner>();
        services.TryAddSingleton(provider => Roots(provider, settings));
        services.AddSingleton<ISealer, Sealer>();
        AddSigning(services, settings);
        if (settings.IsLocal)
            services.AddHostedService<LocalStart>();
        else
            services.AddHostedService<WarmUp>();
        return services;
    }

    private static void AddStores(IServiceCollection services) => services
        .AddSingleton<ExpiredRows>()
        .AddSingleton<WorkspaceTable>()
        .AddSingleton<IWorkspaceStore, WorkspaceStore>()
        .AddSingleton<ClientTable>()
        .AddSingleton<UserTable>()
        .AddSingleton<CachedClientStore>()
        .AddSingleton<IClientStore>(provider => provider.GetRequiredService<CachedClientStore>())
        .AddSingleton<BackgroundWrites>()
        .AddSingleton<AuditCopies>()
        .AddSingleton<IApplicationStore, ApplicationTable>()
        .AddSingleton<RegistrationTokenTable>()
        .AddSingleton<IRegistrationTokenStore>(provider => provider.GetRequiredService<RegistrationTokenTable>())
        .AddSingleton<InvitationTable>()
        .AddSingleton<IInvitationStore>(provider => provider.GetRequiredService<InvitationTable>())
        .AddSingleton<IGrantStore, GrantTable>()
        .AddSingleton<IUserStore, UserStore>()
        .AddSingleton<ISessionStore, SessionTable>()
        .AddSingleton<UserIndex>()
        .AddSingleton<IUserIndex>(provider => provider.GetRequiredService<UserIndex>())
        .AddSingleton<IConsentStore, ConsentTable>()
        .AddSingleton<IAttemptStore, AttemptTable>()
        .AddSingleton<IBrowserStore, BrowserStore>()
        .AddSingleton<IUserCodeStore, UserCodeTable>()
        .AddSingleton<IPushedRequestStore, PushedRequestTable>()
        .AddSingleton<IGrantMemory, GrantMemory>()
        .AddSingleton<TrustedIssuerTable>()
        .AddSingleton<ITrustedIssuerStore, TrustedIssuerStore>()
        .AddSingleton<IWorkloadIndex, WorkloadIndex>()
        .AddSingleton<OutgoingRequests>()
        .AddSingleton<IPasswordHasher, FrameworkPasswordHasher>()
        .AddSingleton(provider => new Stores
        {
            Clients = provider.GetRequiredService<IClientStore>(),
            Grants = provider.GetRequiredService<IGrantStore>(),
            Users = provider.GetRequiredService<IUserStore>(),
            Sessions = provider.GetRequiredService<ISessionStore>(),
            Consents = provider.GetRequiredService<IConsentStore>(),
            Attempts = provider.GetRequiredService<IAttemptStore>(),
            Browsers = provider.GetRequiredService<IBrowserStore>(),
            UserCodes = provider.GetRequiredService<IUserCodeStore>(),
            PushedRequests = provider.GetRequiredService<IPushedRequestStore>(),
            Remembered = provider.GetRequiredService<IGrantMemory>(),
            TrustedIssuers = provider.GetRequiredService<ITrustedIssuerStore>(),
            Applications = provider.GetRequiredService<IApplicationStore>(),
            RegistrationTokens = provider.GetRequiredService<IRegistrationTokenStore>(),
            Invitations = provider.GetRequiredService<IInvitationStore>(),
            UserIndex = provider.GetRequiredService<IUserIndex>(),
            Workloads = provider.GetRequiredService<IWorkloadIndex>(),
        });

    private static void AddSigning(IServiceCollection services, TollgateSettings settings)
    {
        services.TryAddSingleton(new KeySchedule { RotateAfter = settings.SigningRotateAfter });
        if (!settings.IsLocal)
            services.TryAddSingleton(provider => VaultClient.Create(settings.KeyVaultUri!, provider.GetRequiredService<TokenCredential>()));
        services.TryAddSingleton<IKeyRings>(provider => new KeyRings(
            settings.SigningMode,
            settings.SigningAlsoPublish,
            (mode, workspace) => Open(provider, settings, mode, workspace),
            provider.GetRequiredService<ILogger<KeyRings>>()));
    }

    private static ISigningKeys Open(IServiceProvider provider, TollgateSettings settings, SigningMode mode, string? workspace)
    {
        if (mode == SigningMode.Local)
            return new LocalSigningKeys(settings.SigningLocalKeys, settings.SigningAlgorithms, workspace is null ? "signing" : $"signing-{workspace}");
        var (vault, time) = (provider.GetRequiredService<KeyClient>(), provider.GetRequiredService<TimeProvider>());
        var schedule = provider.GetRequiredService<KeySchedule>();
        return mode == SigningMode.Wrapped
            ? new WrappedSigningKeys(
                new EpochKeyTable(provider.GetRequiredService<TableAccounts>()),
                new KeyEnvelope(vault, time),
                new EpochSeals(provider.GetRequiredService<ISealer>()),
                settings.SigningSealedOnly,
                settings.SigningAlgorithms,
                schedule,
                time,
                provider.GetRequiredService<IEvents>(),
                workspace)
            : new VaultSigningKeys(vault, settings, schedule, time, provider.GetRequiredService<IEvents>(), workspace);
    }

    private static ISealingRoots Roots(IServiceProvider provider, TollgateSettings settings)
    {
        if (settings.IsLocal)
            return new LocalSealingRoots(settings.SigningLocalKeys, provider.GetRequiredService<Randomness>());
        var (credential, time) = (provider.GetRequiredService<TokenCredential>(), provider.GetRequiredService<TimeProvider>());
        return new VaultSealingRoots(() => VaultRootSecret.Open(settings.KeyVaultUri!, credential, time), time);
    }

    /// <summary>The credential names the identity, because a search for an identity costs seconds on a cold start.</summary>
    private static ManagedIdentityCredential Credential(TollgateSettings settings) => new(settings.IdentityClientId is { } clientId
        ? ManagedIdentityId.FromUserAssignedClientId(clientId)
        : ManagedIdentityId.SystemAssigned);
}
