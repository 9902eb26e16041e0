namespace Tollgate.Operator.CommandLine;

/// <summary>Reads secrets from the terminal's keyboard without echo.</summary>
internal static class Keyboard
{
    private const char EndOfTransmission = '\x04';

    /// <summary>Reads a line without echo. Null if the operator cancels with Ctrl+D.</summary>
    public static string? ReadHiddenLine()
    {
        var typed = new Stack<char>();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                return string.Concat(typed.Reverse());
            if (key.KeyChar == EndOfTransmission)
                return null;
            if (key.Key == ConsoleKey.Backspace)
                typed.TryPop(out _);
            else if (!char.IsControl(key.KeyChar))
                typed.Push(key.KeyChar);
        }
    }
}
