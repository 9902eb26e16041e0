using System.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.CommandLine;

/// <summary>
/// The options that say how a list is printed. On a terminal, a list cuts long cells and leaves out the last columns until its lines fit. It cuts
/// nothing if the output goes to a file or another program, or if the command line has --wide or --columns.
/// </summary>
internal sealed class TableOptions
{
    private readonly string[] _heading;
    private readonly Option<bool> _wide = new("--wide") { Description = "Print all columns in full, also where lines are longer than the terminal is wide." };
    private readonly Option<string[]> _columns;

    public TableOptions(params string[] heading)
    {
        _heading = heading;
        _columns = new Option<string[]>("--columns")
        {
            HelpName = "NAMES",
            Description = $"The columns to print, in this order and in full, separated by commas: {string.Join(", ", heading.Select(NameOf))}.",
        }.Checked(texts => Split(texts).FirstOrDefault(name => IndexOf(name) < 0) is { } unknown
            ? $"\"{PlainText.Printable(unknown)}\" is not one of: {string.Join(", ", heading.Select(NameOf))}."
            : Split(texts).Any() ? null : "takes at least one column.");
    }

    public IReadOnlyList<Option> All => [_wide, _columns];

    /// <param name="none">The sentence in place of a table without rows.</param>
    public void Write(StoreRun run, IEnumerable<string[]> rows, string none)
    {
        var written = rows.ToList();
        if (written.Count == 0)
            run.Output.WriteLine(none);
        else
            Write(run, written);
    }

    public void Write(StoreRun run, IEnumerable<string[]> rows)
    {
        var chosen = run.Arguments.IsNamed(_columns)
            ? Split(run.Arguments.GetRequiredValue(_columns)).Select(IndexOf).ToArray()
            : [.. Enumerable.Range(0, _heading.Length)];
        var table = rows.Prepend(_heading).Select(row => chosen.Select(column => row[column]).ToArray()).ToList();
        var isWhole = run.Arguments.GetValue(_wide) || run.Arguments.IsNamed(_columns);
        var fitted = isWhole || run.Surroundings.TerminalWidth is not { } width ? table : TableWidth.Fit(table, width);
        foreach (var line in PlainText.Columns(fitted))
            run.Output.WriteLine(line);
        if (fitted != table)
            run.Error.WriteLine(Note(fitted[0].Length));
    }

    private string Note(int shown) => "The table is cut to the width of the terminal. "
        + (shown < _heading.Length ? $"Not shown: {string.Join(", ", _heading.Skip(shown).Select(NameOf))}. " : "")
        + "--wide prints all, --columns chooses.";

    private static IEnumerable<string> Split(string[] texts) =>
        texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private int IndexOf(string name) => Array.FindIndex(_heading, heading => NameOf(heading).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(string heading) => heading.ToLowerInvariant().Replace(' ', '-');
}
