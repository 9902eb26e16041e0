using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>One of a workspace's lifetimes: its option, its bounds and its property of the workspace.</summary>
internal sealed class Lifetime
{
    private readonly Func<Workspace, TimeSpan, Workspace> _with;

    /// <param name="isChange">Whether an empty value stands for the usual lifetime.</param>
    public Lifetime(
        LifetimeBounds bounds, string description, Func<Workspace, TimeSpan> get, Func<Workspace, TimeSpan, Workspace> with, bool isChange)
    {
        (Label, Get, _with) = (bounds.Label, get, with);
        Option = new Option<string?>(bounds.Option)
        {
            HelpName = "TIME",
            Description = $"{description} From {Duration.Text(bounds.Minimum)} to {Duration.Text(bounds.Maximum)}; "
                + $"{(isChange ? "\"\" for" : "without it")} {Duration.Text(get(WorkspaceSettings.Usual(Workspace.DefaultName)))}.",
        }.Checked(text => (isChange && text is "") || (Duration.Parse(text!) is { } time && time >= bounds.Minimum && time <= bounds.Maximum)
            ? null
            : $"takes a time such as {Duration.Form}, from {Duration.Text(bounds.Minimum)} to {Duration.Text(bounds.Maximum)}.");
    }

    public string Label { get; }

    public Func<Workspace, TimeSpan> Get { get; }

    public Option<string?> Option { get; }

    public Workspace Apply(ParseResult arguments, Workspace workspace) => arguments.GetValue(Option) is { } text
        ? _with(workspace, Duration.Parse(text) ?? Get(WorkspaceSettings.Usual(workspace.Name)))
        : workspace;
}
