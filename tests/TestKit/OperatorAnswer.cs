namespace Tollgate.TestKit;

/// <summary>The output of an operator command.</summary>
public sealed record OperatorAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>The value after a label such as <c>client_id</c>.</summary>
    public string this[string label] =>
        Output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith(label + " ", StringComparison.Ordinal))[label.Length..].Trim();
}
