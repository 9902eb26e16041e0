namespace Azure.Security.KeyVault.Keys;

/// <summary>A list that is fetched page by page, each page naming the next by its link.</summary>
internal sealed class KeyVaultPages<T>(Func<Uri, Task<Page<T>>> fetch) : AsyncPageable<T> where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken is null ? null : new Uri(continuationToken)).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
