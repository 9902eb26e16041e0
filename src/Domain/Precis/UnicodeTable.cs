using System.Globalization;
using System.Text;

namespace Tollgate.Domain.Precis;

/// <summary>
/// The part of the Unicode Character Database that names and passwords need. The server runs without the platform's libraries for
/// cultures. Without them, <see cref="string.Normalize()"/> returns its input. The first text that is not ASCII causes the table to be
/// read.
/// </summary>
internal sealed class UnicodeTable
{
    private static readonly Lazy<UnicodeTable> Lazy = new(() => new UnicodeTable());

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly Dictionary<int, int> _widths = [];
    private readonly Dictionary<int, byte> _classes = [];

    private UnicodeTable()
    {
        using var lines = new StreamReader(typeof(UnicodeTable).Assembly.GetManifestResourceStream("Unicode.txt")!, Encoding.ASCII);
        while (lines.ReadLine() is { } line)
            Add(line[0], line[1..].Trim().Split(' '));
    }

    public static UnicodeTable Instance => Lazy.Value;

    /// <summary>One step of the canonical decomposition of a character. Null when it has none.</summary>
    public int[]? DecompositionOf(int character) => _decompositions.GetValueOrDefault(character);

    /// <summary>The canonical composition of two characters. Null when they do not compose.</summary>
    public int? Compose(int first, int second) => _compositions.TryGetValue((first, second), out var composed) ? composed : null;

    /// <summary>The usual form of a fullwidth or halfwidth character, or the character itself.</summary>
    public int UsualWidthOf(int character) => _widths.GetValueOrDefault(character, character);

    /// <summary>The canonical combining class; 0 for a starter.</summary>
    public byte CombiningClassOf(int character) => _classes.GetValueOrDefault(character);

    private void Add(char kind, string[] fields)
    {
        switch (kind)
        {
            case '=':
                _decompositions.Add(Hex(fields[0]), [Hex(fields[1]), Hex(fields[2])]);
                _compositions.Add((Hex(fields[1]), Hex(fields[2])), Hex(fields[0]));
                break;
            case '>':
                _decompositions.Add(Hex(fields[0]), [.. fields[1..].Select(Hex)]);
                break;
            case '~':
                _widths.Add(Hex(fields[0]), Hex(fields[1]));
                break;
            case '^':
                for (var character = Hex(fields[0]); character <= Hex(fields[1]); character++)
                    _classes.Add(character, byte.Parse(fields[2], CultureInfo.InvariantCulture));
                break;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
