namespace Tollgate.Operator.CommandLine;

/// <summary>The terminal's keyboard, for what nobody should see on the screen.</summary>
internal static class Keyboard
{
    private const char EndOfTransmission = '\x04';

    /// <summary>A line without echo; null where the typist gave up with Ctrl+D.</summary>
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
