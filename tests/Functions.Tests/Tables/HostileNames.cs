namespace Tollgate.Functions.Tests.Tables;

/// <summary>Usernames with characters that table keys forbid, and usernames that look like a row key or a query.</summary>
public static class HostileNames
{
    public static readonly TheoryData<string> All = new(
        "a/b", @"a\b", "a#b", "a?b", "a%2Fb", "..", "'; drop", "''", "\"", "a|b", "a}b", "a\tb", "a\r\nb", "a\u0001b", "a\u007fb", "a\u0085b",
        "\ud83d\udc69\u200d\ud83d\ude80", "Ünïcode", "browser|x", new string('x', 256), new string('é', 256));
}
