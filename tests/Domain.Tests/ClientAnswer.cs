using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests;

/// <summary>The parameters that a client gets with a redirect.</summary>
internal sealed record ClientAnswer(string Target, bool IsFragment, ParameterSet Parameters)
{
    public string? this[string name] => Parameters[name];

    public static ClientAnswer Of(EndpointResult result)
    {
        var location = Assert.IsType<RedirectResult>(result).Location;
        var at = location.IndexOfAny(['?', '#']);
        Assert.True(at > 0, location);
        var parameters = ParameterSet.Parse(location[(at + 1)..]);
        Assert.Null(parameters.Error);
        if (parameters.Value!.Contains("error"))
            Refusals.AssertSaysWhy(parameters.Value["error_description"]);
        return new ClientAnswer(location[..at], location[at] == '#', parameters.Value);
    }
}
