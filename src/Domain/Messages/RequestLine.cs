namespace Tollgate.Domain.Messages;

/// <summary>
/// The first line of a request (RFC 9112 §3). The Functions host takes 8 KiB and answers 414 to more. The servers of many clients have
/// the same limit. A redirect must therefore not lead to a longer line.
/// </summary>
public static class RequestLine
{
    private const int MaximumLength = 8 * 1024;

    /// <summary>The length of the method, the version, the blanks and the line break together.</summary>
    private const int Around = 16;

    /// <summary>The length of the parameter that carries the language to the next page.</summary>
    private const int Language = 24;

    /// <summary>Whether a redirect to the address works. A fragment is not sent, and does not count.</summary>
    public static bool Fits(string address)
    {
        var fragment = address.IndexOf('#', StringComparison.Ordinal);
        return (fragment < 0 ? address.Length : fragment) + Around <= MaximumLength;
    }

    /// <summary>Whether a redirect to the address of a page of this server works, also with the language added.</summary>
    /// <param name="hasLanguage">Whether the address says the language already.</param>
    public static bool FitsBack(string address, bool hasLanguage) => address.Length + (hasLanguage ? 0 : Language) + Around <= MaximumLength;
}
