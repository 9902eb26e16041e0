namespace Tollgate.Operator;

/// <summary>The exit codes of the command, for scripts.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command was refused, found nothing, or cannot reach the tables. A sentence on the error output says why.</summary>
    public const int Refused = 1;

    /// <summary>The command line has a mistake. Nothing was done.</summary>
    public const int Usage = 2;
}
