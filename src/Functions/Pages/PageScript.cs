namespace Tollgate.Functions.Pages;

/// <summary>The script of a page. Every page works without it.</summary>
internal enum PageScript
{
    None,

    /// <summary><see cref="Asset.SubmitScript"/>.</summary>
    Submit,

    /// <summary><see cref="Asset.CopyScript"/>.</summary>
    Copy,
}
