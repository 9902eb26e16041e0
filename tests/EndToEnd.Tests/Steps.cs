using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>The steps that a script of the folder clients reported.</summary>
internal sealed class Steps(IReadOnlyList<JsonElement> lines)
{
    public static readonly string Folder = Repository.PathOf("tests", "EndToEnd.Tests", "clients");

    public IReadOnlyList<JsonElement> All => lines;

    public JsonElement this[string step] => lines.First(line => line.GetProperty("step").GetString() == step);

    public string Text(string step, string property) => this[step].GetProperty(property).GetString()!;

    public string Parameter(string step, string name) => this[step].GetProperty("parameters").GetProperty(name).GetString()!;
}
