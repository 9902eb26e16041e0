// The keys: one for each signing algorithm, the same again for each workspace that has its own, and one that wraps the key pairs of the wrapped mode.
// Azure creates a key only where it is absent, so a later change here does not reach an existing key.

@description('Name of the vault.')
param vaultName string

@description('Tags of every resource.')
param tags object

@description('Algorithms that get a signing key.')
@allowed([
  'ES256'
  'RS256'
  'PS256'
])
param signingAlgorithms array = [
  'ES256'
]

@description('Names of the workspaces that sign with keys of their own.')
param ownKeyWorkspaces array = []

@description('Age at which a signing key gets a new version.')
param rotateAfter string = 'P90D'

@description('Lifetime of a new version. The rest of it is the time to notice a failed rotation.')
param expireAfter string = 'P180D'

var sharedKeys = map(signingAlgorithms, algorithm => {
  algorithm: algorithm
  name: 'signing-${toLower(algorithm)}'
})
var ownKeys = flatten(map(ownKeyWorkspaces, workspace => map(signingAlgorithms, algorithm => {
  algorithm: algorithm
  name: 'signing-${toLower(algorithm)}-${workspace}'
})))
var allKeys = concat(sharedKeys, ownKeys)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource signingKeys 'Microsoft.KeyVault/vaults/keys@2024-11-01' = [
  for key in allKeys: {
    parent: vault
    name: key.name
    tags: tags
    properties: {
      kty: key.algorithm == 'ES256' ? 'EC' : 'RSA'
      curveName: key.algorithm == 'ES256' ? 'P-256' : null
      keySize: key.algorithm == 'ES256' ? null : 2048
      keyOps: [
        'sign'
        'verify'
      ]
      rotationPolicy: {
        attributes: {
          expiryTime: expireAfter
        }
        lifetimeActions: [
          {
            trigger: {
              timeAfterCreate: rotateAfter
            }
            action: {
              type: 'rotate'
            }
          }
          {
            trigger: {
              timeBeforeExpiry: 'P30D'
            }
            action: {
              type: 'notify'
            }
          }
        ]
      }
    }
  }
]

// RSA, because an EC key cannot wrap. No rotation: what it wraps is replaced on a schedule anyway.
resource wrapKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'wrap'
  tags: tags
  properties: {
    kty: 'RSA'
    keySize: 2048
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
  }
}

output signingKeyNames array = [for (key, i) in allKeys: signingKeys[i].name]
output wrapKeyName string = wrapKey.name
