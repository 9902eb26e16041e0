namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    private static IEnumerable<RecordedCall> Sizes() =>
    [
        Big(60_000, 200),
        // The recording has the status 400 here, but a body of exactly 64 KiB would get a token. So the number in the label must be the length of x,
        // and not the length of the whole body.
        Big(65_536, 400),
        Big(70_000, 400),
        Big(200_000, 400),
        Big(3_000_000, 400),
        Cc("big header 20k", "/token", 200, "X-Big: " + As(20_000)),
        Cc("big header 40k", "/token", 431, "X-Big: " + As(40_000)),
        // Guessed: 4,000 characters. The recording shows the first 57, and Kestrel accepts 8 KiB.
        new("long url", "GET", "/authorize?x=" + As(4_000), 400),
        new("long url 10k", "GET", "/authorize?x=" + As(10_000), 414),
        new("gzip", "GET", "/.well-known/openid-configuration", 200, "Accept-Encoding: gzip"),
    ];

    private static RecordedCall Big(int size, int status) => Cc($"big body {size}", "/token", status) with { Body = $"{Grant}&x={As(size)}" };

    private static string As(int count) => new('a', count);
}
