// The images. The machines of the cluster may pull them, without a secret.
@minLength(5)
param name string
param location string

@description('The identity of the kubelets.')
param pullerId string

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    adminUserEnabled: false
  }
}

// AcrPull.
var pull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, pullerId, pull)
  properties: {
    principalId: pullerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', pull)
  }
}

output loginServer string = registry.properties.loginServer
