using System.Text;
using FsCheck.Fluent;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Form bodies and queries.</summary>
public sealed class ParameterProperties
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));

    [Fact]
    public void Accepted_parameters_are_well_formed() => Property.Holds(Input.Octets, octets =>
    {
        var set = ParameterSet.Parse(octets);
        if (set.IsError)
        {
            Assert.Equal("invalid_request", set.Error.Code);
            Assert.All(set.Error.Description, c => Assert.InRange(c, ' ', '~'));
            return;
        }

        var names = set.Value.Pairs.Select(pair => pair.Key).Where(name => name is not ("resource" or "audience")).ToList();
        Assert.Equal(names.Distinct().Count(), names.Count);
        Assert.InRange(set.Value.Pairs.Count, 0, ParameterSet.MaximumCount);
        Assert.All(set.Value.Pairs, pair => Assert.DoesNotContain('\0', pair.Key + pair.Value));
        Assert.All(set.Value.Pairs, pair => Encoding.UTF8.GetBytes(pair.Key + pair.Value));
    });

    [Fact]
    public void Accepted_parameters_stay_the_same_when_they_are_written_and_read_again() => Property.Holds(Input.Octets, octets =>
    {
        if (ParameterSet.Parse(octets).Value is not { } set)
            return;
        Assert.Equal(set.Pairs, ParameterSet.Parse(set.ToQuery()).Value!.Pairs);
        var raw = new EndpointRequest(Workspace, set) { Raw = octets }.RawParameters;
        Assert.All(raw, c => Assert.InRange(c, '!', '~'));
        Assert.Equal(set.Pairs, ParameterSet.Parse(raw).Value!.Pairs);
    });

    [Fact]
    public void Parameters_are_read_as_a_client_encoded_them() => Property.Holds(Input.Unicode.Zip(Input.Unicode), pair =>
    {
        var (name, value) = (pair.Item1.Replace("\0", "", StringComparison.Ordinal), pair.Item2.Replace("\0", "", StringComparison.Ordinal));
        using var content = new FormUrlEncodedContent([KeyValuePair.Create(name, value), KeyValuePair.Create("a" + name, value)]);
        using var reader = new StreamReader(content.ReadAsStream(TestContext.Current.CancellationToken));
        var set = ParameterSet.Parse(reader.ReadToEnd()).Value;
        Assert.Equal(value.Length == 0 ? null : value, set![name]);
        Assert.Equal(value.Length == 0 ? null : value, set["a" + name]);
    });

    [Fact]
    public void A_name_that_stands_twice_is_refused() => Property.Holds(Input.Unicode, text =>
    {
        var name = Uri.EscapeDataString("n" + text.Replace("\0", "", StringComparison.Ordinal));
        Assert.True(ParameterSet.Parse($"{name}=1&x=2&{name}=3").IsError);
    });
}
