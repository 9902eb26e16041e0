namespace Tollgate.Domain.Workloads;

/// <summary>Audiences that belong to other parties. Workloads send them such tokens all the time, and each party could present one here.</summary>
internal static class RefusedAudiences
{
    private static readonly Dictionary<string, string> Owners = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api://AzureADTokenExchange"] = "Microsoft Entra ID (its own federation)",
        ["api://AzureADTokenExchangeUSGov"] = "Microsoft Entra ID (its own federation)",
        ["api://AzureADTokenExchangeChina"] = "Microsoft Entra ID (its own federation)",
        ["https://graph.microsoft.com"] = "Microsoft Graph",
        ["00000003-0000-0000-c000-000000000000"] = "Microsoft Graph",
        ["https://graph.windows.net"] = "Azure AD Graph",
        ["00000002-0000-0000-c000-000000000000"] = "Azure AD Graph",
        ["https://management.azure.com"] = "Azure Resource Manager",
        ["https://management.core.windows.net"] = "Azure Resource Manager",
        ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] = "Azure Resource Manager",
        ["https://vault.azure.net"] = "Azure Key Vault",
        ["https://storage.azure.com"] = "Azure Storage",
        ["https://kubernetes.default.svc"] = "the API server of a Kubernetes cluster",
        ["https://kubernetes.default.svc.cluster.local"] = "the API server of a Kubernetes cluster",
        ["sts.amazonaws.com"] = "Amazon Web Services",
    };

    /// <summary>Null for an audience that may be used.</summary>
    public static string? OwnerOf(string audience)
    {
        var name = audience.TrimEnd('/');
        return Owners.TryGetValue(name, out var owner) ? owner
            // If a workflow asks for no audience, GitHub puts in the address of the repository's owner.
            : (name + "/").StartsWith("https://github.com/", StringComparison.OrdinalIgnoreCase) ? "GitHub (the default of its tokens)"
            : null;
    }
}
