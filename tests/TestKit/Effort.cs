namespace Tollgate.TestKit;

/// <summary>How many attempts a test makes: few enough for every change or, with TOLLGATE_LONG=1, as many as the documents promise.</summary>
public static class Effort
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TOLLGATE_LONG") == "1";

    public static int Of(int usual, int @long) => IsLong ? @long : usual;
}
