using Tollgate.Domain.Applications;

namespace Tollgate.Domain.Interaction;

/// <summary>The form that asks for an application; shown again with what is wrong.</summary>
public sealed record ApplicationRequestPage(string FormToken, ApplicationDescription Form, IReadOnlyList<FormProblem> Problems) : Page
{
    /// <summary>Too many requests came from the same place; until then none is taken.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The form came from elsewhere, or the browser has lost its cookie.</summary>
    public bool IsStale { get; init; }
}
