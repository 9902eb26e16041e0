using System.Globalization;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Precis;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Names;

/// <summary>Compares the server's own Normalization Form C with another implementation.</summary>
public sealed class SpellingTests
{
    private static readonly string Table = Repository.PathOf("src", "Domain", "Precis", "Unicode.txt");

    [Fact]
    public async Task Composition_gives_the_result_of_the_ICU_for_every_character_of_the_table_and_for_sequences()
    {
        var characters = Characters();
        var chance = new Random(20260301);
        var texts = characters.Concat(Enumerable.Range(0, 50_000).Select(_ => string.Concat(chance.GetItems(characters, chance.Next(2, 6))))).ToList();

        using var folder = new TemporaryFolder();
        var file = folder.PathOf("texts.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(texts), TestContext.Current.CancellationToken);
        var answer = await NodeScript.RunAsync(Repository.PathOf("tests", "EndToEnd.Tests", "clients", "normalize.mjs"), file);

        var theirs = answer[0].GetProperty("texts").EnumerateArray().Select(text => text.GetString()!);
        Assert.Empty(texts.Zip(theirs).Where(pair => OpaqueString.Of(pair.First) != pair.Second).Select(pair => Escaped(pair.First)));
    }

    /// <summary>
    /// Characters that decompose or compose, each mark, and some syllables of Hangul. Four blanks are left out: they decompose, but in a
    /// password they become spaces.
    /// </summary>
    private static string[] Characters()
    {
        var written = File.ReadLines(Table).Where(line => line[0] is '=' or '>').SelectMany(line => line[2..].Split(' ').Select(Hex));
        var marks = File.ReadLines(Table).Where(line => line[0] == '^').Select(line => line[2..].Split(' '))
            .SelectMany(fields => Enumerable.Range(Hex(fields[0]), Hex(fields[1]) - Hex(fields[0]) + 1));
        var hangul = new[] { (0xAC00, 60), (0x1100, 19), (0x1161, 21), (0x11A7, 28) }.SelectMany(range => Enumerable.Range(range.Item1, range.Item2));
        return
        [
            .. written.Concat(marks).Concat(hangul).Distinct().Where(character => character is not (0x2000 or 0x2001 or 0x2002 or 0x2003))
                .Select(character => new Rune(character).ToString()),
        ];
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Escaped(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"));
}
