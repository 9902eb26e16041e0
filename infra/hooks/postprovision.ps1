# Makes the secret that the app's seals come from and seals the app's keys. Removes rights and rows that a change of the signing mode left
# behind. Invites the first operator, and prints how to register the first client. azd gives the outputs of the deployment to this hook
# as environment variables.
$ErrorActionPreference = 'Stop'
if ($PSVersionTable.PSVersion.Major -lt 7) {
    Write-Host 'This hook needs PowerShell 7 (winget install Microsoft.PowerShell). Install it, then run azd provision again.'
    exit 1
}
# The functions below check the exit code of each command themselves.
$PSNativeCommandUseErrorActionPreference = $false

foreach ($name in 'TOLLGATE_TABLES_URI', 'TOLLGATE_DEPLOYED_ISSUER') {
    if (-not [Environment]::GetEnvironmentVariable($name)) {
        [Console]::Error.WriteLine("$name is not set; run this through azd provision or azd up")
        exit 1
    }
}

# Returns the output of a command, or null when it fails. Waits and tries again only while the roles of the deploying identity have no
# effect yet: that takes some minutes.
function Invoke-Persistently {
    foreach ($pause in 15, 30, 60, 0) {
        $answer = (dotnet run --project src/Operator -- $args --tables $env:TOLLGATE_TABLES_URI 2>&1 | ForEach-Object { "$_" }) -join "`n"
        if ($LASTEXITCODE -eq 0) { return $answer }
        if ($pause -eq 0 -or $answer -notmatch 'No permission|does not allow that|you need the role') { break }
        Write-Host "Your roles do not count yet; trying again in $pause s."
        Start-Sleep -Seconds $pause
    }
    Write-Host $answer
    return $null
}

# The link is as good as a password until it is used, so it must not get into the log of a pipeline. A failure here does not fail the
# deployment, because the operator can do the same later.
function Invoke-Invitation {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue) -or [Console]::IsOutputRedirected) { return $false }
    $users = Invoke-Persistently user list --output json
    if ($null -eq $users) { return $false }
    if ($users.Contains('"operator": true')) {
        Write-Host 'There is an operator already.'
        return $true
    }
    Write-Host 'The first operator is admin. Open the link to choose a password; it is good once:'
    dotnet run --project src/Operator -- user invite admin --operator --issuer $env:TOLLGATE_DEPLOYED_ISSUER --tables $env:TOLLGATE_TABLES_URI | Out-Host
    return $LASTEXITCODE -eq 0
}

# Trusts and seals every row, until the deployment takes sealed rows only. When no row was left to seal, sets the variable for that, which
# takes effect at the next provision. Not before: during an update an instance of an earlier version may still add a row without a seal.
function Initialize-Signing {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { return $false }
    $made = Invoke-Persistently key root
    if ($null -eq $made) { return $false }
    Write-Host $made
    if ($env:TOLLGATE_SIGNING_SEALED_ONLY -eq 'true') { return $true }
    $sealed = Invoke-Persistently key seal
    if ($null -eq $sealed) { return $false }
    Write-Host $sealed
    if ($sealed.Contains('had a seal already')) { azd env set TOLLGATE_SIGNING_SEALED_ONLY true | Out-Host }
    return $true
}

Write-Host "`nTollgate is provisioned. Its issuer is $env:TOLLGATE_DEPLOYED_ISSUER"
Write-Host "Choose the issuer's host before the first client (azd env set TOLLGATE_ISSUER): clients and tokens hold it.`n"

$issuerHost = ([Uri] $env:TOLLGATE_DEPLOYED_ISSUER).Host
if ($env:SERVICE_API_HOSTS -and $env:SERVICE_API_HOSTS.Split(' ') -notcontains $issuerHost) {
    Write-Host @"
WARNING: the host $issuerHost of the issuer does not reach the app. It is not bound to the function app, which answers at:
$env:SERVICE_API_HOSTS
Bind it, unless a front such as Front Door sends its requests on to the app. Or choose another issuer: azd env set TOLLGATE_ISSUER ADDRESS

"@
}

if (Initialize-Signing) {
    dotnet run --project src/Operator -- doctor --fix --tables $env:TOLLGATE_TABLES_URI | Out-Host
}
else {
    Write-Host @"
The signing keys were not prepared. Until they are, the app cannot tell a key of its own from a planted one. Run this later:

  dotnet run --project src/Operator -- key root --vault "$env:AZURE_KEY_VAULT_ENDPOINT" --vault-id "$env:TOLLGATE_VAULT_ID" --app "$env:TOLLGATE_APP_PRINCIPAL_ID"
"@
}
Write-Host ''

if (-not (Invoke-Invitation)) {
    Write-Host @"
No operator was invited. Where there is none yet, this prints a link, good once, with which you choose a password:

  dotnet run --project src/Operator -- user invite admin --operator --tables "$env:TOLLGATE_TABLES_URI" --issuer "$env:TOLLGATE_DEPLOYED_ISSUER"
"@
}

if (-not $env:TOLLGATE_SIGNING_MODE -or $env:TOLLGATE_SIGNING_MODE -eq 'vault') {
    Write-Host @"

In vault mode an RS256 signature costs a fifth of an ES256 one: `$3 instead of `$15 a million. Where workspaces of earlier versions and the
default one still sign access tokens with ES256, and all APIs accept RS256, this saves the difference (one command for each workspace):

  dotnet run --project src/Operator -- workspace set default --access-token-algorithm RS256 --tables "$env:TOLLGATE_TABLES_URI"
"@
}

Write-Host @"

The pages work as soon as the app is deployed (azd up does that next; else run azd deploy). At $env:TOLLGATE_DEPLOYED_ISSUER/apps operators
approve and register applications. The same on the command line (it prints the client's id and, once only, its secret):

  dotnet run --project src/Operator -- client add --tables "$env:TOLLGATE_TABLES_URI" --name "My first service" --grant client_credentials --scope notes.read

Then ask for a token with that id and secret:

  curl.exe --user "CLIENT_ID:CLIENT_SECRET" --data grant_type=client_credentials --data scope=notes.read "$env:TOLLGATE_DEPLOYED_ISSUER/token/"

Role assignments may take a few minutes to take effect. If a command answers 403 or the app 5xx, wait and try again.

"@
