namespace Tollgate.TestKit;

/// <summary>The number of attempts of a test. It is small in an ordinary run. With TOLLGATE_LONG=1 it is the number that the documents promise.</summary>
public static class Effort
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TOLLGATE_LONG") == "1";

    public static int Of(int usual, int @long) => IsLong ? @long : usual;
}
