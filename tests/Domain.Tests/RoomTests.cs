using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests;

/// <summary>
/// The rooms (folders) of Domain, as docs/architecture.md lists them. A folder may use folders of its own layer and of lower layers.
/// Folders of one layer do not use each other in a circle.
/// </summary>
public sealed partial class RoomTests
{
    private const int MostFiles = 20;
    private const int MostLines = 250;

    private static readonly string Root = Repository.PathOf("src", "Domain");
    private static readonly IReadOnlyDictionary<string, int> Layers = ReadLayers();

    private static readonly IReadOnlyList<(string Room, string File, string Text)> Files =
    [
        .. Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar))
            .Where(parts => parts[0] is not ("bin" or "obj"))
            .Select(parts => (parts.Length > 1 ? parts[0] : "", string.Join('/', parts), File.ReadAllText(Path.Combine([Root, .. parts])))),
    ];

    [Fact]
    public void Every_folder_is_a_room_of_the_documentation_and_every_room_is_a_folder() =>
        Assert.Equal(Layers.Keys.Order(), Files.Select(file => file.Room).Where(room => room.Length > 0).Distinct().Order());

    [Fact]
    public void No_room_uses_a_room_of_a_higher_layer()
    {
        var upwards = Looks().Where(look => Layers[look.From] < Layers[look.To]).Select(look => $"{look.File} looks into {look.To}");
        Assert.Empty(upwards);
        Assert.NotEmpty(Looks());
    }

    [Fact]
    public void Rooms_of_one_layer_do_not_use_each_other_in_a_circle()
    {
        var looks = Looks().Where(look => Layers[look.From] == Layers[look.To]).ToLookup(look => look.From, look => look.To);
        foreach (var room in Layers.Keys)
            Assert.False(Reaches(looks, room, room), $"{room} looks into itself by way of {string.Join(", ", looks[room].Distinct())}.");
    }

    /// <summary>The other tests read only using directives. Those tests would overlook a name that is written with its namespace.</summary>
    [Fact]
    public void No_file_writes_a_namespace_of_another_room_into_a_name() =>
        Assert.Empty(Files.Where(file => QualifiedName().IsMatch(file.Text)).Select(file => file.File));

    [Fact]
    public void No_room_has_more_than_20_files_and_no_file_more_than_250_lines()
    {
        Assert.Empty(Files.GroupBy(file => Path.GetDirectoryName(file.File)).Where(room => room.Count() > MostFiles).Select(room => room.Key));
        Assert.Empty(Files.Where(file => file.Text.Count(character => character == '\n') > MostLines).Select(file => file.File));
    }

    private static IEnumerable<(string From, string To, string File)> Looks() =>
        from file in Files
        where file.Room.Length > 0
        from Match look in Using().Matches(file.Text)
        let to = look.Groups[1].Value
        where to != file.Room
        select (file.Room, to, file.File);

    private static bool Reaches(ILookup<string, string> looks, string from, string goal)
    {
        var seen = new HashSet<string>();
        var next = new Stack<string>(looks[from]);
        while (next.TryPop(out var room))
            if (room == goal)
                return true;
            else if (seen.Add(room))
                foreach (var further in looks[room])
                    next.Push(further);
        return false;
    }

    private static Dictionary<string, int> ReadLayers() => File.ReadLines(Repository.PathOf("docs", "architecture.md"))
        .Select(line => LayerRow().Match(line)).Where(row => row.Success)
        .SelectMany(row => Room().Matches(row.Groups[2].Value).Select(room => (room.Groups[1].Value, int.Parse(row.Groups[1].Value))))
        .ToDictionary();

    [GeneratedRegex(@"^using (?:static )?Tollgate\.Domain\.(\w+)[\w.]*;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?!using |namespace ).*Tollgate\.Domain\.\w", RegexOptions.Multiline)]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^\| (\d) \| (.*) \|$")]
    private static partial Regex LayerRow();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Room();
}
