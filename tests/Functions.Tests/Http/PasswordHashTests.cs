using System.Buffers.Binary;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The cost of a password hash, and the renewal of a hash whose cost is too low.</summary>
public sealed class PasswordHashTests
{
    /// <summary>The hash of "wonderland" with the former 100,000 iterations. Another program made it.</summary>
    private const string Old = "AQAAAAIAAYagAAAAENr2sZ7wkpRwJIIC7rsqIQDjZEyfjvpfUxAOt1cpUpGhdprear2kTZhUWLrZoKAKrA==";

    private readonly FrameworkPasswordHasher _hasher = new();

    [Fact]
    public void A_hash_costs_210_000_iterations_of_HMAC_SHA512()
    {
        var octets = Convert.FromBase64String(_hasher.Hash("wonderland"));

        Assert.Equal(1, octets[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(1)));
        Assert.Equal(210_000u, BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(5)));
    }

    [Fact]
    public void An_old_hash_is_still_taken_and_known_to_be_weak()
    {
        Assert.Equal(PasswordVerdict.RightButWeaklyHashed, _hasher.Verify(Old, "wonderland"));
        Assert.Equal(PasswordVerdict.Wrong, _hasher.Verify(Old, "Wonderland"));
        Assert.Equal(PasswordVerdict.Right, _hasher.Verify(_hasher.Hash("wonderland"), "wonderland"));
    }

    /// <summary>Earlier versions hashed the password as typed. This hash is of a decomposed letter, and was made without the current hasher.</summary>
    [Fact]
    public void A_hash_of_another_spelling_is_taken_and_made_anew()
    {
        var before = new PasswordHasher<object>().HashPassword(_hasher, "pa\u0301ssword");

        Assert.Equal(PasswordVerdict.RightButWeaklyHashed, _hasher.Verify(before, "pa\u0301ssword"));
        Assert.Equal(PasswordVerdict.Wrong, _hasher.Verify(before, "p\u00e1ssword"));
        Assert.Equal(PasswordVerdict.Right, _hasher.Verify(_hasher.Hash("pa\u0301ssword"), "p\u00e1ssword"));
        Assert.Equal(PasswordVerdict.Right, _hasher.Verify(_hasher.Hash("p\u00e1ss word"), "pa\u0301ss\u00a0word"));
    }

    [Fact]
    public async Task Only_a_successful_sign_in_renews_an_old_hash()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var users = host.Server.Services.GetRequiredService<UserTable>();
        await users.AddAsync(Workspace.DefaultName, new User("s-ken", "ken"), Old, default);
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        page = await browser.SubmitAsync(page, ("username", "ken"), ("password", "wrong password"));
        Assert.Equal(
            ("s-ken", Old), await users.FindLoginAsync(Workspace.DefaultName, "ken", default) is { } login ? (login.Subject, login.PasswordHash) : default);
        Assert.True((await browser.SignInAsync(page, "ken")).Body.Contains("value=\"allow\"", StringComparison.Ordinal));

        var renewed = await users.FindLoginAsync(Workspace.DefaultName, "ken", default);
        Assert.Equal(PasswordVerdict.Right, _hasher.Verify(renewed!.PasswordHash, "wonderland"));
        Assert.Null(renewed.SignedOutBefore);
    }

    [Theory]
    [InlineData(412)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_failed_write_of_a_new_hash_is_no_fault(int status)
    {
        var entity = new TableEntity("p", "login") { ["PasswordHash"] = Old, ETag = new ETag("W/\"1\"") };
        var table = new Mock<TableClient>();
        table.Setup(t => t.GetEntityIfExistsAsync<TableEntity>(It.IsAny<string>(), "login", null, default))
            .ReturnsAsync(Mock.Of<NullableResponse<TableEntity>>(response => response.HasValue && response.Value == entity));
        table.Setup(t => t.UpdateEntityAsync(It.IsAny<TableEntity>(), entity.ETag, TableUpdateMode.Merge, default))
            .ThrowsAsync(new RequestFailedException(status, "no"));
        var tables = Mock.Of<TableServiceClient>(t => t.GetTableClient(TableNames.Users) == table.Object);

        await new UserTable(tables).RenewPasswordHashAsync("default", "ken", Old, "better", default);

        table.Verify(t => t.UpdateEntityAsync(It.IsAny<TableEntity>(), entity.ETag, TableUpdateMode.Merge, default), Times.Once);
    }
}
