using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>The server without each of its optional rooms: the other rooms work, the metadata does not list the room, and its addresses answer 404.</summary>
public sealed class OptionalRoomTests
{
    /// <summary>The parts of each room: its addresses, and the grants that the metadata lists for it.</summary>
    private static readonly Dictionary<string, (string[] Paths, string[] Grants)> Parts = new()
    {
        [nameof(OptionalRooms.Devices)] = (["/device-authorization", "/device"], [GrantTypes.DeviceCode]),
        [nameof(OptionalRooms.TrustedIssuers)] = ([], [GrantTypes.TokenExchange, GrantTypes.JwtBearer]),
        [nameof(OptionalRooms.Introspection)] = (["/introspect"], []),
        [nameof(OptionalRooms.Registration)] = (["/register"], []),
        [nameof(OptionalRooms.Applications)] = (["/apps", "/apps/request"], []),
        [nameof(OptionalRooms.Invitations)] = (["/invitation"], []),
        [nameof(OptionalRooms.PushedRequests)] = (["/par"], []),
        [nameof(OptionalRooms.DemoResource)] = (["/resource"], []),
    };

    /// <summary>The path of a workspace in which every room is enabled.</summary>
    private const string Below = "/open/oauth2";

    public static TheoryData<string> Rooms => [.. OptionalRooms.All.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Without_a_room_the_core_conversations_go_on(string room)
    {
        await using var host = await WithoutAsync(room);
        Assert.NotEmpty(await host.Client.DemoTokenAsync());
        using var browser = new ScriptlessBrowser(host.Address);
        var tokens = await host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
        var refreshed = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.UserInfoAsync(refreshed.Text("access_token"))).Status);
        Assert.NotEmpty((await DocumentAsync(host, "/.well-known/jwks.json")).GetProperty("keys").EnumerateArray());
        Assert.True((await browser.SubmitAsync(await browser.GetAsync("/sign-out"))).Status == HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Without_a_room_exactly_its_addresses_and_grants_are_missing(string room)
    {
        await using var whole = await WithoutAsync("");
        await using var host = await WithoutAsync(room);
        var (all, rest) = (await MetadataAsync(whole), await MetadataAsync(host));
        var (paths, grants) = Parts[room];

        Assert.Equal(all.Grants.Except(grants), rest.Grants);
        Assert.Equal(grants.Order(), all.Grants.Except(rest.Grants).Order());
        Assert.Equal(all.Paths.Except(paths), rest.Paths);
        foreach (var path in Parts.Values.SelectMany(part => part.Paths))
        {
            Assert.Equal(paths.Contains(path), await IsMissingAsync(host, path));
            Assert.False(paths.Contains(path) && !await IsThereAsync(whole, path), $"{path} is at no server.");
        }

        foreach (var grant in grants)
        {
            Assert.NotEqual("unsupported_grant_type", await whole.Client.TokenErrorAsync($"grant_type={grant}", TokenRequests.DemoCredentials));
            Assert.Equal("unsupported_grant_type", await host.Client.TokenErrorAsync($"grant_type={grant}", TokenRequests.DemoCredentials));
        }
    }

    /// <summary>A server that does not know DPoP ignores its header, as any server that is older than RFC 9449 does.</summary>
    [Fact]
    public async Task Without_DPoP_the_tokens_are_bearer_tokens_and_the_metadata_names_no_proofs()
    {
        await using var host = await TestHost.StartAsync(register: services => services.AddSingleton<IReadOnlyList<OptionalConstraint>>([]));
        using var sender = new DpopSender();
        using var response = await host.Client.PostTokenAsync(
            "grant_type=client_credentials", TokenRequests.DemoCredentials,
            proofs: sender.Proof("POST", new Uri(host.Address, "token").AbsoluteUri, host.Services.GetRequiredService<TimeProvider>().GetUtcNow()));

        var answer = await response.JsonAsync();
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.False((await DocumentAsync(host, "/.well-known/openid-configuration")).TryGetProperty("dpop_signing_alg_values_supported", out _));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, $"Bearer {answer.Text("access_token")}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, $"DPoP {answer.Text("access_token")}"));
    }

    private static async Task<HttpStatusCode> StatusAsync(TestHost host, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/resource") { Headers = { { "Authorization", authorization } } };
        using var response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static string NameOf(OptionalRoom room) => room.Method.Name;

    private static async Task<TestHost> WithoutAsync(string room)
    {
        var host = await TestHost.StartAsync(register: services =>
            services.AddSingleton<IReadOnlyList<OptionalRoom>>([.. OptionalRooms.All.Where(other => NameOf(other) != room)]));
        var usual = host.Services.GetRequiredService<TollgateSettings>().UsualWorkspace("open");
        await host.Services.GetRequiredService<WorkspaceTable>().AddAsync(usual with { Registration = RegistrationPolicy.InitialAccessToken }, default);
        return host;
    }

    /// <summary>The paths and grants that the metadata lists.</summary>
    private static async Task<(string[] Paths, string[] Grants)> MetadataAsync(TestHost host)
    {
        var metadata = await DocumentAsync(host, "/open/.well-known/openid-configuration");
        var addresses = metadata.EnumerateObject().Where(member => member.Name.EndsWith("_endpoint", StringComparison.Ordinal));
        return (
            [.. addresses.Select(member => new Uri(member.Value.GetString()!).AbsolutePath[Below.Length..])],
            [.. metadata.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()!)]);
    }

    private static async Task<JsonElement> DocumentAsync(TestHost host, string path)
    {
        using var response = await host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static async Task<bool> IsMissingAsync(TestHost host, string path) => !await IsThereAsync(host, path);

    /// <summary>Whether an address exists. A request with the first method that the address accepts decides it.</summary>
    private static async Task<bool> IsThereAsync(TestHost host, string path)
    {
        using var read = await host.Client.GetAsync(Below + path);
        if (read.StatusCode != HttpStatusCode.MethodNotAllowed)
            return read.StatusCode != HttpStatusCode.NotFound;
        using var posted = await host.Client.PostAsync(Below + path, new FormUrlEncodedContent([]));
        return posted.StatusCode != HttpStatusCode.NotFound;
    }
}
