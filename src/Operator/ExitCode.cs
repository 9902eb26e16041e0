namespace Tollgate.Operator;

/// <summary>What a script learns from the command.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused, not found, or the tables are out of reach; a sentence on the error output says which.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not one that the command understands; nothing was done.</summary>
    public const int Usage = 2;
}
