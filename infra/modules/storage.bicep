// One storage account: the app's tables, the deployment package and the containers of the Functions host.

@description('Name of the storage account.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Redundancy.')
param skuName string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Keeps a log line for each write and deletion in the tables.')
param tableLogs bool

@description('Blob container that azd puts the deployment package into.')
param packageContainerName string = 'deployments'

// The only list of the tables; the app creates none itself.
var tableNames = [
  'attempts'
  'audit'
  'clients'
  'consents'
  'grants'
  'invitations'
  'pushedRequests'
  'registrationTokens'
  'sessions'
  'signingKeys'
  'trustedIssuers'
  'userCodes'
  'userIndex'
  'users'
  'workspaces'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: skuName
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobService
  name: packageContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for tableName in tableNames: {
    parent: tableService
    name: tableName
  }
]

resource tableAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (tableLogs) {
  name: 'audit'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output name string = account.name
output packageContainerName string = packageContainer.name
output tablesUri string = account.properties.primaryEndpoints.table
