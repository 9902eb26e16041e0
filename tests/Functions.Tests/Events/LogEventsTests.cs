using System.Reflection;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Events;
using Tollgate.Functions.Events;
using Tollgate.Functions.Tests.Deployment;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Events;

/// <summary>Operators build alerts on the ids and levels of log events.</summary>
public sealed class LogEventsTests
{
    private static readonly Dictionary<DomainEvent, LogLevel?> Levels = new()
    {
        [new TokenIssued("w", "c", "client_credentials", null)] = LogLevel.Debug,
        [new TokenRefused("w", null, "invalid_grant")] = null,
        [new LaxAudienceUsed("w", "c")] = LogLevel.Warning,
        [new SignedIn("w", "s", "acr")] = LogLevel.Information,
        [new SignInRefused("w", null, SignInRefusal.WrongCredentials)] = LogLevel.Information,
        [new TheftDetected("w", "c", "g", StolenCredential.RefreshToken)] = LogLevel.Warning,
        [new KeysUnusable(new TimeoutException("No key."))] = LogLevel.Error,
        [new KeysFailed("The keys", new TimeoutException("No answer."))] = LogLevel.Warning,
        [new KeyRowUntrusted("-/ES256-1", "has no seal")] = LogLevel.Error,
        [new PrivilegedAct("w", "olivia", "c", "edited")] = LogLevel.Warning,
        [new ClientAct("w", "(applicant)", "c", "requested")] = LogLevel.Information,
    };

    [Fact]
    public void Every_event_has_a_log_line_with_its_id_and_level_or_is_listed_without_a_line()
    {
        var cases = typeof(DomainEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DomainEvent)));
        Assert.Equal(cases.Select(type => type.Name).Order(), Levels.Keys.Select(happened => happened.GetType().Name).Order());

        foreach (var (happened, level) in Levels)
        {
            var entry = Log(happened).SingleOrDefault();
            Assert.Equal((level, level is null ? null : happened.GetType().Name), (entry?.Level, entry?.Id.Name));
        }
    }

    [Fact]
    public void The_documentation_lists_exactly_the_event_ids_of_the_code()
    {
        var ids = typeof(LogEventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (EventId)field.GetValue(null)!).ToList();
        var documented = DocumentedTable.Read("operations.md", "| id | event |");

        Assert.Equal(ids.Select(id => $"{id.Id} {id.Name}"), documented.Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(ids.Count, ids.Select(id => id.Id).Distinct().Count());
        foreach (var (happened, level) in Levels.Where(each => each.Value is not null))
            Assert.Equal(level.ToString(), Assert.Single(documented, row => row[1] == happened.GetType().Name)[2]);
    }

    /// <summary>In host.json, the log level of "Function" is Warning.</summary>
    [Fact]
    public void Thefts_and_acts_of_operators_reach_the_logs_of_Azure() =>
        Assert.All(Levels.Where(each => each.Key is TheftDetected or PrivilegedAct), each => Assert.True(each.Value >= LogLevel.Warning));

    [Fact]
    public void A_name_stays_on_one_line()
    {
        var entry = Assert.Single(Log(new PrivilegedAct("w", "olivia\r\nforged\u202e", "c", "edited")));
        Assert.DoesNotContain(entry.Message, character => character is '\r' or '\n' or '\u202e');
    }

    private static IReadOnlyCollection<LogEntry> Log(DomainEvent happened)
    {
        using var provider = new RecordingLoggerProvider();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(provider));
        new LogEvents(factory.CreateLogger<LogEvents>()).Record(happened);
        return provider.Entries;
    }
}
