// Wires the modules together: one resource group with everything that one Tollgate needs.
targetScope = 'subscription'

@description('Name of the azd environment; the resource names are derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources. It must offer Flex Consumption.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Object id of who deploys. Gets the roles that the operator command needs; leave empty for none.')
param principalId string = ''

@description('What principalId is.')
@allowed([
  'User'
  'ServicePrincipal'
  'Group'
])
param principalType string = 'User'

@description('Issuer URL that the tokens carry, without a trailing slash. Empty: the https address of the function app.')
param issuer string = ''

@description('Level from which on the log of the app is kept. Information also keeps refused requests.')
@allowed([
  'Information'
  'Warning'
  'Error'
])
param logLevel string = 'Warning'

@description('Keeps a log line for each write and deletion in the tables, with the account that made it.')
param tableLogs bool = true

@description('vault: Key Vault signs every token. wrapped: the app signs with keys that a key of the vault seals.')
@allowed([
  'vault'
  'wrapped'
])
param signingMode string = 'vault'

@description('Gives the app the rights of the other signing mode as well: for workspaces that choose it, and while the mode changes.')
param bothSigningModes bool = false

@description('With wrapped mode: after how many days a key gets a successor.')
param signingRotateAfterDays int = 30

@description('With wrapped mode: a row of a signing key counts only with a seal. The hook sets it once every row has one.')
param signingSealedOnly bool = false

@description('The number of trusted proxies in front of the app, such as Front Door; 0 without them.')
@minValue(0)
@maxValue(5)
param proxyHops int = 0

@description('The id of the Front Door profile, or what another proxy writes into its header. A request without it counts as one around the proxy.')
param proxyId string = ''

@description('The header in which the proxy sends the id; X-Azure-FDID when it is empty.')
param proxyIdHeader string = ''

// A list in one string: azd fills parameters from environment variables, and turns those into no arrays.
@description('Signing algorithms, separated by commas: ES256, RS256, PS256.')
param signingAlgorithms string = 'ES256,RS256'

@description('Workspaces that sign with keys of their own, separated by commas.')
param ownKeyWorkspaces string = ''

@description('Forbids purging the vault for 90 days after deletion. Use true in production; it cannot be undone.')
param purgeProtection bool = false

@description('Redundancy of the storage account.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageSku string = 'Standard_LRS'

@description('Memory of one instance; 512 MB has a quarter of a core, 2048 MB a whole one.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 512

@description('Upper limit of instances, and so of the compute cost.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Share of the telemetry that Application Insights keeps.')
@minValue(1)
@maxValue(100)
param samplingPercentage int = 100

@description('Gigabytes a day after which the workspace takes no more logs, audit events included; -1 for no limit.')
@minValue(-1)
param dailyCapGb int = 1

var abbreviations = loadJsonContent('./abbreviations.json')
var resourceToken = toLower(uniqueString(subscription().id, environmentName, location))
var tags = {
  'azd-env-name': environmentName
}
var siteName = '${abbreviations.functionApp}${resourceToken}'
// Earlier versions had one variable for the parameter and the output. What they left is an address of this form, perhaps of another region.
var isEarlierOutput = startsWith(issuer, 'https://${abbreviations.functionApp}') && endsWith(issuer, '.azurewebsites.net')
var issuerOrDefault = empty(issuer) || isEarlierOutput ? 'https://${siteName}.azurewebsites.net' : issuer
var algorithms = map(split(signingAlgorithms, ','), algorithm => trim(algorithm))
var ownKeyWorkspaceNames = filter(map(split(ownKeyWorkspaces, ','), name => trim(name)), name => !empty(name))

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${abbreviations.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity './modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: '${abbreviations.managedIdentity}${resourceToken}'
    location: location
    tags: tags
  }
}

module monitoring './modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: '${abbreviations.logAnalyticsWorkspace}${resourceToken}'
    applicationInsightsName: '${abbreviations.applicationInsights}${resourceToken}'
    location: location
    tags: tags
    samplingPercentage: samplingPercentage
    dailyCapGb: dailyCapGb
  }
}

module storage './modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: '${abbreviations.storageAccount}${resourceToken}'
    location: location
    tags: tags
    skuName: storageSku
    workspaceId: monitoring.outputs.workspaceId
    tableLogs: tableLogs
  }
}

module keyVault './modules/keyVault.bicep' = {
  name: 'keyVault'
  scope: group
  params: {
    name: '${abbreviations.keyVault}${resourceToken}'
    location: location
    tags: tags
    purgeProtection: purgeProtection
    workspaceId: monitoring.outputs.workspaceId
  }
}

module keys './modules/keys.bicep' = {
  name: 'keys'
  scope: group
  params: {
    vaultName: keyVault.outputs.name
    tags: tags
    // any() leaves the check of the values to the module's allowed list, at deployment time.
    signingAlgorithms: any(algorithms)
    ownKeyWorkspaces: ownKeyWorkspaceNames
  }
}

module roles './modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: principalId
    operatorPrincipalType: principalType
    storageAccountName: storage.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    vaultName: keyVault.outputs.name
    resourceToken: resourceToken
    // The app may use each kind of key only in the mode that needs it.
    appSigningKeyNames: signingMode == 'vault' || bothSigningModes ? keys.outputs.signingKeyNames : []
    appWrapKeyNames: signingMode == 'wrapped' || bothSigningModes ? [keys.outputs.wrapKeyName] : []
  }
}

module functionApp './modules/functionApp.bicep' = {
  name: 'functionApp'
  scope: group
  // The site reads its package and its keys as soon as it exists, so its rights come first.
  dependsOn: [
    roles
  ]
  params: {
    siteName: siteName
    planName: '${abbreviations.appServicePlan}${resourceToken}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.name
    packageContainerName: storage.outputs.packageContainerName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    vaultUri: keyVault.outputs.uri
    issuer: issuerOrDefault
    logLevel: logLevel
    signingMode: signingMode
    signingRotateAfterDays: signingRotateAfterDays
    alsoPublishedMode: !bothSigningModes ? '' : signingMode == 'vault' ? 'wrapped' : 'vault'
    signingSealedOnly: signingSealedOnly
    proxyHops: proxyHops
    proxyId: proxyId
    proxyIdHeader: proxyIdHeader
    signingAlgorithms: algorithms
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_ENDPOINT string = keyVault.outputs.uri
output TOLLGATE_VAULT_ID string = keyVault.outputs.id
output TOLLGATE_APP_PRINCIPAL_ID string = identity.outputs.principalId
output SERVICE_API_NAME string = functionApp.outputs.name
output SERVICE_API_URI string = functionApp.outputs.uri
output SERVICE_API_HOSTS string = functionApp.outputs.hosts
// Not the name of the parameter's variable: azd would keep it for the next region, and azd down would delete the operator's own.
output TOLLGATE_DEPLOYED_ISSUER string = issuerOrDefault
output TOLLGATE_TABLES_URI string = storage.outputs.tablesUri
