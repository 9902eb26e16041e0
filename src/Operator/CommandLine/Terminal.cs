namespace Tollgate.Operator.CommandLine;

/// <summary>The terminal that shows the output.</summary>
internal static class Terminal
{
    /// <summary>Null if the output goes into a file or another program, or the terminal has no width.</summary>
    public static int? Width
    {
        get
        {
            try
            {
                return !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
