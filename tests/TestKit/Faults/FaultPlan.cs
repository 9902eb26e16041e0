namespace Tollgate.TestKit.Faults;

/// <summary>Chooses the fault of each request. The oldest rule that matches the request and gives a fault decides.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];

    public void Add(Func<ProxiedRequest, bool>? matches, int count, Func<Fault?> choose)
    {
        lock (_gate)
            _rules.Add(new Rule(matches ?? (_ => true), choose) { Left = count });
    }

    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    public Fault? Take(ProxiedRequest request)
    {
        lock (_gate)
        {
            foreach (var rule in _rules)
                if (rule.Left > 0 && rule.Matches(request) && rule.Choose() is { } fault)
                {
                    rule.Left--;
                    return fault;
                }

            return null;
        }
    }

    private sealed record Rule(Func<ProxiedRequest, bool> Matches, Func<Fault?> Choose)
    {
        public int Left { get; set; }
    }
}
