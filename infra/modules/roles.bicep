// Who may do what: the app, and the operator who deploys it. Each role has the narrowest scope that works.
// One right is not here: that of the app to read the secret sealing-root. The hook gives it (key root), because the hook also makes the secret.

@description('Object id of the identity of the app.')
param appPrincipalId string

@description('Object id of the operator; empty for none.')
param operatorPrincipalId string

@description('What the operator is.')
@allowed([
  'User'
  'ServicePrincipal'
  'Group'
])
param operatorPrincipalType string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the Application Insights resource.')
param applicationInsightsName string

@description('Name of the vault.')
param vaultName string

@description('Part of the name of the role that is defined here: names of roles are unique in a tenant.')
param resourceToken string

@description('Names of the keys that the app signs with.')
param appSigningKeyNames array

@description('Names of the keys that seal and open the keys of the app.')
param appWrapKeyNames array

var roleIds = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  keyVaultCryptoServiceEncryptionUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  keyVaultCryptoOfficer: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource appSigningKeys 'Microsoft.KeyVault/vaults/keys@2024-11-01' existing = [
  for keyName in appSigningKeyNames: {
    parent: vault
    name: keyName
  }
]

resource appWrapKeys 'Microsoft.KeyVault/vaults/keys@2024-11-01' existing = [
  for keyName in appWrapKeyNames: {
    parent: vault
    name: keyName
  }
]

// On the whole account: besides the package, the host creates containers of its own for its locks and secrets.
resource appBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storageAccount.id, appPrincipalId, roleIds.storageBlobDataOwner)
  scope: storageAccount
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageBlobDataOwner)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource appTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storageAccount.id, appPrincipalId, roleIds.storageTableDataContributor)
  scope: storageAccount
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageTableDataContributor)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource appTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, appPrincipalId, roleIds.monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringMetricsPublisher)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// Key Vault Crypto User may also update and back up a key. The app reads keys and signs, and no more.
resource signerRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (!empty(appSigningKeyNames)) {
  name: guid(resourceGroup().id, 'Tollgate signer')
  properties: {
    roleName: 'Tollgate signer ${resourceToken}'
    description: 'Reads the signing keys of Tollgate and signs with them.'
    type: 'CustomRole'
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/read'
          'Microsoft.KeyVault/vaults/keys/sign/action'
        ]
        notDataActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource appSigningKeyUse 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (keyName, i) in appSigningKeyNames: {
    name: guid(appSigningKeys[i].id, appPrincipalId, signerRole.name)
    scope: appSigningKeys[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', signerRole.name)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Wrapping and unwrapping, and no signature.
resource appWrapKeyUse 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (keyName, i) in appWrapKeyNames: {
    name: guid(appWrapKeys[i].id, appPrincipalId, roleIds.keyVaultCryptoServiceEncryptionUser)
    scope: appWrapKeys[i]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultCryptoServiceEncryptionUser)
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource operatorTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(storageAccount.id, operatorPrincipalId, roleIds.storageTableDataContributor)
  scope: storageAccount
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.storageTableDataContributor)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

resource operatorKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(vault.id, operatorPrincipalId, roleIds.keyVaultCryptoOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultCryptoOfficer)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}

// For the secret sealing-root, which the hook makes.
resource operatorSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(vault.id, operatorPrincipalId, roleIds.keyVaultSecretsOfficer)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
  }
}
