using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>
/// A single-use artefact succeeds once, for any number of requests and instances. Each round makes fifty uses at three processes. With
/// TOLLGATE_LONG=1, each artefact gets 200 rounds, and each artefact whose use hashes a password gets 20.
/// </summary>
public abstract class SingleUseContract(Instances instances)
{
    private const int Attempts = 50;

    private static readonly int Rounds = Effort.Of(5, 200);
    private static readonly int SlowRounds = Effort.Of(1, 20);

    public static TheoryData<string> Names => [.. Artefacts.All.Select(artefact => artefact.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_used_once(string name)
    {
        Require();
        Skipped.When(ServerProcess.IsWorker && name == Artefacts.AssertionId, "The demo's identity provider, which makes assertions, is LocalHost's alone.");
        var artefact = Artefacts.All.Single(each => each.Name == name);
        for (var round = 0; round < (artefact.IsSlow ? SlowRounds : Rounds); round++)
        {
            var made = await artefact.MakeAsync(instances);
            var uses = await Task.WhenAll(Enumerable.Range(0, Attempts).Select(turn => Task.Run(() => artefact.UseAsync(instances, turn, made))));
            var gained = uses.Where(use => use.Gained is not null).ToList();
            instances.Tally.Add(name, Attempts, gained.Select(use => use.Gained).Distinct().Count());
            Assert.Equal(ExpectedOf(artefact.Winners), gained.Count);
            Assert.Equal(artefact.Winners == Winners.None ? 0 : 1, gained.Select(use => use.Gained).Distinct().Count());
            await artefact.CheckAsync(instances, made, gained.FirstOrDefault() ?? Use.Refused);
        }
    }

    protected virtual void Require()
    {
    }

    private static int ExpectedOf(Winners winners) => winners switch { Winners.None => 0, Winners.One => 1, Winners.HalfAlike => Attempts / 2, _ => Attempts };
}
